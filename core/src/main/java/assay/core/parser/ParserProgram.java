package assay.core.parser;

import assay.core.loop.Draft;
import assay.core.loop.Duty;
import assay.core.loop.Program;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.run.Stage;
import assay.events.JobEvent.CancelAccepted;
import assay.events.JobEvent.RunRequested;
import assay.events.Origin;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RerunStep;
import assay.events.RunId;
import assay.events.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes requests from the inbox into the log of record, and gives each requested run a verdict on its recipe. */
public final class ParserProgram implements Program<ParserEffect, RecipeRead> {

    @Override
    public Writer writer() {
        return Writer.PARSER;
    }

    @Override
    public List<Duty<ParserEffect>> due(Runs runs, Instant now) {
        List<Duty<ParserEffect>> duties = new ArrayList<>();
        runs.inbox().submissions().forEach((id, submission) -> duties.add(new Duty.Append<>(id, new RunRequested(submission))));
        runs.inbox().reruns().forEach((id, request) -> duties.add(new Duty.Perform<>(new RecallRun(id, request))));
        runs.inbox().cancels().forEach((id, cancel) -> runs.run(id).filter(ParserProgram::cancellable)
                .ifPresent(run -> duties.add(new Duty.Append<>(id, new CancelAccepted(cancel.reason(), cancel.by(), cancel.interrupt())))));
        for (Run run : runs.all()) {
            if (run.stage() instanceof Stage.Requested requested) {
                duties.add(new Duty.Perform<>(verdict(run, requested.origin())));
            }
        }
        return duties;
    }

    private static ParserEffect verdict(Run run, Origin origin) {
        return origin.none() || origin.from(RerunStep.PARSE) ? new ParseRecipe(run.id(), run.submission()) : new RecallRun(run.id(),
                new RerunRequested(new RunId(origin.run()), origin.from(), run.submission().outputDirectory(), run.submission().submitter()));
    }

    /** A run with a fault is being closed for that already. */
    private static boolean cancellable(Run run) {
        return !run.finished() && run.cancel().isEmpty() && run.fault().isEmpty();
    }

    @Override
    public List<Draft> decide(Runs runs, RecipeRead answer, Instant now) {
        return answer.events().stream().map(event -> new Draft(answer.run(), event)).toList();
    }
}
