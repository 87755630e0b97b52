package assay.core.loop;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a program and keeps its bugs to what they belong to: one run's duties, or one answer. Never throws what the program throws; each bug is
 * told once. Confined to the loop's thread.
 */
final class Guard<E extends Effect, A> {
    private static final int MOST_TOLD = 1_000;
    private final Program<E, A> program;
    private final Set<String> told = new HashSet<>();
    private final List<Fault> faults = new ArrayList<>();

    Guard(Program<E, A> program) {
        this.program = program;
    }

    /** What is due; runs for which the program throws are left out. */
    List<Duty<E>> due(Runs runs, Instant now) {
        Optional<List<Duty<E>>> all = tried(runs, now, "");
        if (all.isPresent()) {
            return all.get();
        }
        List<RunId> sound = new ArrayList<>();
        for (Run run : runs.all()) {
            if (tried(runs.only(List.of(run.id())), now, "what is due for run " + run.id()).isPresent()) {
                sound.add(run.id());
            }
        }
        return tried(runs.only(sound), now, "what is due for every run").orElse(List.of());
    }

    private Optional<List<Duty<E>>> tried(Runs runs, Instant now, String where) {
        try {
            return Optional.of(program.due(runs, now));
        } catch (RuntimeException bug) {
            tell(where, bug);
            return Optional.empty();
        }
    }

    /** What follows from an answer; nothing when the program throws, and the answer is then dropped. */
    List<Draft> decide(Runs runs, String key, A answer, Instant now) {
        try {
            return program.decide(runs, answer, now);
        } catch (RuntimeException bug) {
            tell("the answer of effect " + key, bug);
            return List.of();
        }
    }

    private void tell(String where, RuntimeException bug) {
        if (!where.isEmpty() && told.size() < MOST_TOLD && told.add(where + bug)) {
            faults.add(new Fault(where, bug));
        }
    }

    /** The bugs that were told since the last call. */
    List<Fault> faults() {
        List<Fault> taken = List.copyOf(faults);
        faults.clear();
        return taken;
    }
}
