package assay.log;

import assay.core.loop.Draft;
import assay.core.loop.Duty;
import assay.core.loop.Effect;
import assay.core.loop.Program;
import assay.core.run.Runs;
import assay.core.run.Stage;
import assay.events.JobEvent;
import assay.events.Problem;
import assay.events.RunId;
import assay.events.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A small parser: takes each submission into the log, lets the world look at it, and rejects it with what the world said. */
final class ToyProgram implements Program<ToyProgram.Look, ToyProgram.Seen> {

    /** Look at a run's recipe. */
    record Look(RunId run) implements Effect {
        @Override
        public String key() {
            return "look/" + run;
        }

        @Override
        public Duration pause() {
            return Duration.ZERO;
        }
    }

    /** What was seen. */
    record Seen(RunId run, String what) {
    }

    @Override
    public Writer writer() {
        return Writer.PARSER;
    }

    @Override
    public List<Duty<Look>> due(Runs runs, Instant now) {
        List<Duty<Look>> due = new ArrayList<>();
        runs.inbox().submissions().forEach((run, submission) -> due.add(new Duty.Append<>(run, new JobEvent.RunRequested(submission))));
        runs.all().stream().filter(run -> run.stage() instanceof Stage.Requested).forEach(run -> due.add(new Duty.Perform<>(new Look(run.id()))));
        return due;
    }

    @Override
    public List<Draft> decide(Runs runs, Seen seen, Instant now) {
        return runs.run(seen.run()).filter(run -> run.stage() instanceof Stage.Requested)
                .map(run -> new Draft(run.id(), new JobEvent.RecipeRejected(List.of(new Problem("toy.yaml", 0, 0, seen.what(), ""))))).stream().toList();
    }
}
