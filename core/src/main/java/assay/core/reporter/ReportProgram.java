package assay.core.reporter;

import assay.core.loop.Draft;
import assay.core.loop.Duty;
import assay.core.loop.Program;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Gives each finished run that has something to report its report. */
public final class ReportProgram implements Program<PublishReport, ReportWritten> {

    @Override
    public Writer writer() {
        return Writer.REPORT;
    }

    @Override
    public List<Duty<PublishReport>> due(Runs runs, Instant now) {
        List<Duty<PublishReport>> duties = new ArrayList<>();
        for (Run run : runs.all()) {
            if (run.reportDue()) {
                duties.add(new Duty.Perform<>(new PublishReport(run.id(), run.submission().outputDirectory(), runs.history(run.id()))));
            }
        }
        return duties;
    }

    @Override
    public List<Draft> decide(Runs runs, ReportWritten answer, Instant now) {
        return List.of(new Draft(answer.run(), answer.published()));
    }
}
