package assay.cli;

import assay.events.RunId;
import java.util.Collection;
import java.util.List;

/** Run ids as people read and type them: as much of their beginning as tells them apart, and 6 characters at least. */
final class ShortIds {
    private static final int LEAST = 6;
    private final List<RunId> all;

    private ShortIds(Collection<RunId> all) {
        this.all = List.copyOf(all);
    }

    /** Tells these ids apart. */
    static ShortIds among(Collection<RunId> all) {
        return new ShortIds(all);
    }

    /** An id of which no other is known: two runs with the same 6 characters are a matter of 1 in 2 000 000 000. */
    static String alone(RunId id) {
        return id.value().substring(0, LEAST);
    }

    /** The id, shortened. */
    String of(RunId id) {
        for (int length = LEAST; length < RunId.LENGTH; length++) {
            String beginning = id.value().substring(0, length);
            if (all.stream().noneMatch(other -> !other.equals(id) && other.value().startsWith(beginning))) {
                return beginning;
            }
        }
        return id.value();
    }
}
