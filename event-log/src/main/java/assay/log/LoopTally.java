package assay.log;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.RunId;
import java.util.List;
import java.util.stream.Stream;

/** Counts what a loop does. Written by the loop's thread, read by any. */
final class LoopTally {
    private volatile LoopCounts counts = new LoopCounts(0, 0, 0, 0, 0, 0, 0);
    private volatile List<RunId> unfinished = List.of();

    LoopCounts counts() {
        return counts;
    }

    List<RunId> unfinished() {
        return unfinished;
    }

    void read(List<Entry> entries, Runs runs) {
        if (!entries.isEmpty()) {
            long bad = entries.stream().filter(Entry.Undecodable.class::isInstance).count();
            LoopCounts c = counts;
            counts = new LoopCounts(c.entries() + entries.size(), c.appends(), c.transactions(), c.aborted(), c.restarts(), c.undecodable() + bad,
                    runs.deadLetters().count());
            unfinished = Stream.concat(runs.all().stream().filter(run -> !run.over()).map(Run::id), runs.inbox().waiting().stream()).toList();
        }
    }

    void committed(int appends) {
        LoopCounts c = counts;
        counts = new LoopCounts(c.entries(), c.appends() + appends, c.transactions() + 1, c.aborted(), c.restarts(), c.undecodable(), c.deadLetters());
    }

    void aborted() {
        LoopCounts c = counts;
        counts = new LoopCounts(c.entries(), c.appends(), c.transactions(), c.aborted() + 1, c.restarts(), c.undecodable(), c.deadLetters());
    }

    void restarted() {
        LoopCounts c = counts;
        counts = new LoopCounts(c.entries(), c.appends(), c.transactions(), c.aborted(), c.restarts() + 1, c.undecodable(), c.deadLetters());
    }
}
