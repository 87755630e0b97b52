package assay.log;

import assay.core.loop.Draft;
import assay.core.loop.Duty;
import assay.core.loop.Program;
import assay.core.run.Runs;
import assay.core.run.Stage;
import assay.events.JobEvent;
import assay.events.JobEvent.Outcome;
import assay.events.RunId;
import assay.events.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The toy parser that also finishes what it rejected, and leaves one run alone once it is requested. */
final class EndingProgram implements Program<ToyProgram.Look, ToyProgram.Seen> {
    private final ToyProgram toy = new ToyProgram();
    private final RunId open;

    EndingProgram(RunId open) {
        this.open = open;
    }

    @Override
    public Writer writer() {
        return toy.writer();
    }

    @Override
    public List<Duty<ToyProgram.Look>> due(Runs runs, Instant now) {
        List<Duty<ToyProgram.Look>> due = new ArrayList<>(toy.due(runs, now).stream().filter(duty -> !leftAlone(duty)).toList());
        runs.all().stream().filter(run -> run.stage() instanceof Stage.Rejected)
                .forEach(run -> due.add(new Duty.Append<>(run.id(), new JobEvent.RunFinished(Outcome.REJECTED, ""))));
        return due;
    }

    private boolean leftAlone(Duty<ToyProgram.Look> duty) {
        return duty instanceof Duty.Perform<ToyProgram.Look>(var look) && look.run().equals(open);
    }

    @Override
    public List<Draft> decide(Runs runs, ToyProgram.Seen seen, Instant now) {
        return toy.decide(runs, seen, now);
    }
}
