package assay.cluster.doctor;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Checks in an order. Without what the vital ones look at nothing behind them has an answer.
 *
 * @param vital   each only when none before it found something broken; the first is whether anything can be asked at all
 * @param further only when no vital one did
 * @param files   only when anything can be asked
 */
public record Examination(List<Check> vital, List<Check> further, List<Check> files) {
    public Examination {
        vital = List.copyOf(vital);
        further = List.copyOf(further);
        files = List.copyOf(files);
    }

    /** Looks, and tells of each finding as soon as there is one; true when nothing is broken. */
    public boolean tell(Consumer<Finding> findings) {
        boolean reached = tell(vital.getFirst(), findings);
        boolean alive = reached;
        for (Check check : vital.subList(1, vital.size())) {
            alive = alive && tell(check, findings);
        }
        boolean sound = alive;
        for (Check check : Stream.concat(alive ? further.stream() : Stream.empty(), reached ? files.stream() : Stream.empty()).toList()) {
            sound &= tell(check, findings);
        }
        return sound;
    }

    private static boolean tell(Check check, Consumer<Finding> findings) {
        List<Finding> found = check.look();
        found.forEach(findings);
        return found.stream().noneMatch(Finding::isBroken);
    }
}
