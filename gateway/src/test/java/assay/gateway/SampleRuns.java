package assay.gateway;

import assay.events.Envelope;
import assay.events.EventId;
import assay.events.FileFact;
import assay.events.JobEvent;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunRequested;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import assay.testkit.SampleRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs to look at: one that went well and is over, with its report and logs, and one that was only just taken up. */
final class SampleRuns {
    static final RunId UNDER_WAY = new RunId("7underway0");
    static final String LOG = SampleRun.DB + ".4711.log";
    private static final byte[] REPORT = "<h1>tps 2466</h1>".getBytes(StandardCharsets.UTF_8);
    static final FileFact LISTED = FileFact.of("report/report.html", REPORT);
    private static final FileFact CHANGED = FileFact.of("report/result.json", "{}".getBytes(StandardCharsets.UTF_8));

    private SampleRuns() {
    }

    /** Writes them into the log, and what they left beside it. */
    static void writeTo(RunningGateway gateway) throws Exception {
        Path output = gateway.outputRoot().resolve(SampleRun.RUN.value());
        Files.createDirectories(output.resolve("report"));
        Files.createDirectories(output.resolve("logs"));
        Files.write(output.resolve(LISTED.path()), REPORT);
        Files.writeString(output.resolve(CHANGED.path()), "[]");
        Files.writeString(output.resolve("logs").resolve(LOG), "x".repeat(9_900) + "0123456789\n");
        Files.writeString(output.resolve("secret.txt"), "nobody's business");
        gateway.log().write(wentWell(output));
        gateway.log().write(UNDER_WAY, new RunRequested(submission(gateway, UNDER_WAY, "under way", Map.of("project", "x"))));
        gateway.await("/v1/runs/" + UNDER_WAY, run -> run.path("state").asString().equals("requested"));
    }

    private static List<Envelope> wentWell(Path output) {
        List<Envelope> log = new ArrayList<>(SampleRun.log(2, 20));
        Envelope first = log.getFirst();
        RecipeSubmitted s = ((RunRequested) first.event()).submission();
        log.set(0, new Envelope(first.id(), first.run(), first.source(), first.time(), "", new RunRequested(
                new RecipeSubmitted(s.text(), s.sourceName(), s.mode(), s.overrides(), s.labels(), s.files(), output.toString(), "grace"))));
        log.add(new Envelope(new EventId("report"), SampleRun.RUN, "/assay/report", log.getLast().time().plusSeconds(1), "", new ReportPublished(JobEvent.Verdict.VALID, List.of(),
                JobEvent.Evidence.FIRST_LOOK, List.of(), List.of(new JobEvent.SloResult("load.errors == 0", true, "0")), 143, 60, List.of(LISTED, CHANGED), Instant.EPOCH)));
        return log;
    }

    static RecipeSubmitted submission(RunningGateway gateway, RunId run, String source, Map<String, String> labels) {
        return new RecipeSubmitted("recipe: 1\n", source, Mode.RUN, List.of(), labels, List.of(), gateway.outputRoot().resolve(run.value()).toString(), "ada");
    }
}
