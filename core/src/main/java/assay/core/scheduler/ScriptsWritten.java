package assay.core.scheduler;

import assay.events.JobEvent.JobScripted;
import assay.events.JobEvent.RunPlanned;
import assay.events.Problem;
import assay.events.RunId;
import java.util.List;

/** What came of planning a run: the plan with every script, or the problems. */
public sealed interface ScriptsWritten {
    /** The run. */
    RunId run();

    /** It can be carried through. */
    record Written(RunId run, RunPlanned plan, List<JobScripted> scripts) implements ScriptsWritten {
        public Written {
            scripts = List.copyOf(scripts);
        }
    }

    /** It cannot. */
    record Unplannable(RunId run, List<Problem> problems) implements ScriptsWritten {
        public Unplannable {
            problems = List.copyOf(problems);
        }
    }
}
