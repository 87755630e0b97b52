package assay.cli;

import assay.events.RunId;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Run ids as people read and type them: as much of their beginning as tells them apart, and 6 characters at least. */
final class ShortIds {
    private static final int LEAST = 6;
    private final TreeSet<RunId> all;

    private ShortIds(Collection<RunId> all) {
        this.all = new TreeSet<>(all);
    }

    /** Tells these ids apart. */
    static ShortIds among(Collection<RunId> all) {
        return new ShortIds(all);
    }

    /** An id of which no other is known: two runs with the same 6 characters are a matter of 1 in 2 000 000 000. */
    static String alone(RunId id) {
        return id.value().substring(0, LEAST);
    }

    /** The id, shortened: what tells it from the next ids on both sides tells it from all. */
    String of(RunId id) {
        int alike = Stream.of(Optional.ofNullable(all.lower(id)), Optional.ofNullable(all.higher(id))).flatMap(Optional::stream)
                .mapToInt(other -> alike(id.value(), other.value())).max().orElse(0);
        return id.value().substring(0, Math.max(LEAST, alike + 1));
    }

    private static int alike(String one, String other) {
        return IntStream.range(0, RunId.LENGTH).takeWhile(i -> one.charAt(i) == other.charAt(i)).map(i -> 1).sum();
    }
}
