package assay.core.plan;

import assay.events.recipe.SlurmOptions;
import java.util.ArrayList;
import java.util.List;

/** What a job asks of Slurm, in the order written: what every job of Assay asks, then what the recipe adds. Pure. */
public final class Directives {
    /** Below this limit Slurm would send the warning, which it rounds to whole minutes, as soon as the job starts. */
    private static final long SHORTEST_WARNED = 120;

    private Directives() {
    }

    /** The options of one job, or of one part of a heterogeneous one. */
    public static List<Directive> of(SlurmOptions asked, long timeLimitSeconds) {
        List<Directive> list = new ArrayList<>();
        list.add(new Directive("nodes", Integer.toString(asked.nodes())));
        // Slurm takes back nodes that would have no task.
        if (!asked.options().containsKey("ntasks") && !asked.options().containsKey("ntasks_per_node")) {
            list.add(new Directive("ntasks", Integer.toString(asked.nodes())));
        }
        list.add(new Directive("time", time(timeLimitSeconds)));
        list.add(new Directive("no-requeue", ""));
        list.add(new Directive("export", "NONE"));
        list.add(new Directive("open-mode", "append"));
        if (timeLimitSeconds > SHORTEST_WARNED) {
            list.add(new Directive("signal", "B:TERM@60"));
        }
        asked.options().forEach((key, value) -> {
            if (!"false".equals(value)) {
                list.add(Directive.asked(key, value));
            }
        });
        return List.copyOf(list);
    }

    private static String time(long seconds) {
        return String.format("%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
