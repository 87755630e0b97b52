package assay.cli;

import assay.core.run.Fingerprint;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.run.Stub;
import assay.events.Entry;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Folds the log of record from its beginning, and compares with what each Assay service held when it was as far: run by run, by the fingerprint of
 * the state.
 */
final class Verification {
    private final Map<Integer, Partition> partitions = new TreeMap<>();
    private final List<Compared> compared = new ArrayList<>();
    private final Map<RunId, List<Long>> unused = new LinkedHashMap<>();
    private long entries;

    /** With what the services kept. */
    Verification(List<Snapshot> held) {
        held.stream().sorted(Comparator.comparingLong(snapshot -> snapshot.ofJobs().reached()))
                .forEach(snapshot -> partition(snapshot.ofJobs().partition()).held().add(snapshot));
    }

    /**
     * How what a service held compares with the fold.
     *
     * @param loop      whose it is
     * @param offset    up to where it had read the log of record
     * @param runs      how many were compared
     * @param different those whose states are not the same
     */
    record Compared(String loop, long offset, int runs, List<RunId> different) {
    }

    /** One partition of the log of record: its fold so far, and what is to be compared with it further on. */
    private record Partition(Runs runs, Deque<Snapshot> held) {
    }

    private Partition partition(int number) {
        return partitions.computeIfAbsent(number, ignored -> new Partition(Runs.forService(""), new ArrayDeque<>()));
    }

    /** Folds the next entry. */
    void take(Entry entry) {
        if (entry.position().topic() != Topic.JOBS) {
            return;
        }
        Partition partition = partition(entry.position().partition());
        compareUpTo(partition, entry.position().offset());
        long before = partition.runs().deadLetters().count();
        partition.runs().take(entry);
        entries++;
        if (partition.runs().deadLetters().count() > before && entry instanceof Entry.Readable(var place, var envelope)) {
            unused.computeIfAbsent(envelope.run(), run -> new ArrayList<>()).add(place.offset());
        }
    }

    /** Everything was read. */
    void end() {
        partitions.values().forEach(partition -> compareUpTo(partition, Long.MAX_VALUE));
    }

    private void compareUpTo(Partition partition, long offset) {
        while (!partition.held().isEmpty() && partition.held().getFirst().ofJobs().reached() <= offset) {
            compared.add(compare(partition.held().removeFirst(), partition.runs()));
        }
    }

    private static Compared compare(Snapshot held, Runs fold) {
        Map<RunId, String> there = states(held.over());
        held.unfinished().forEach(run -> there.put(run.run(), run.fingerprint()));
        Map<RunId, String> here = states(fold.stubs());
        fold.all().forEach(run -> here.put(run.id(), Fingerprint.of(run)));
        Set<RunId> all = new LinkedHashSet<>(there.keySet());
        all.addAll(here.keySet());
        List<RunId> different = all.stream().filter(run -> !there.getOrDefault(run, "").equals(here.getOrDefault(run, ""))).toList();
        return new Compared(held.loop(), held.ofJobs().reached(), all.size(), different);
    }

    private static Map<RunId, String> states(Collection<Stub> over) {
        Map<RunId, String> states = new LinkedHashMap<>();
        over.forEach(stub -> states.put(stub.id(), stub.toString()));
        return states;
    }

    /** What was compared, in the order in which the services had read. */
    List<Compared> compared() {
        return compared;
    }

    /** True when something was compared and every state is the same. */
    boolean equal() {
        return !compared.isEmpty() && compared.stream().allMatch(each -> each.different().isEmpty());
    }

    /** How many entries of the log of record were folded. */
    long entries() {
        return entries;
    }

    /** Runs whose fold failed, with the reason. */
    Map<RunId, String> faulted() {
        Map<RunId, String> faulted = new LinkedHashMap<>();
        for (Partition partition : partitions.values()) {
            partition.runs().stubs().stream().filter(stub -> !stub.fault().isEmpty()).forEach(stub -> faulted.put(stub.id(), stub.fault()));
            for (Run run : partition.runs().all()) {
                run.fault().ifPresent(fault -> faulted.put(run.id(), fault));
            }
        }
        return faulted;
    }

    /** Offsets of the events that changed nothing, by run: superseded ones, duplicates, and what came when the run was over. */
    Map<RunId, List<Long>> unused() {
        return unused;
    }

    /** How many runs there are. */
    int runs() {
        return partitions.values().stream().mapToInt(partition -> partition.runs().stubs().size() + partition.runs().all().size()).sum();
    }
}
