package assay.core.drive;

import assay.core.discovery.EndpointProbed;
import assay.core.discovery.ProbeEndpoint;
import assay.core.loop.Effect;
import assay.core.loop.Placed;
import assay.core.monitor.MonitorAnswer;
import assay.core.monitor.MonitorEffect;
import assay.core.parser.ParseRecipe;
import assay.core.parser.RecallRun;
import assay.core.parser.RecipeRead;
import assay.core.parser.Rerun;
import assay.core.plan.Planner;
import assay.core.reporter.PublishReport;
import assay.core.reporter.ReportWritten;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect;
import assay.core.runner.StagingEffect;
import assay.core.scheduler.ScriptsWritten;
import assay.core.scheduler.WriteScripts;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.JobEvent;
import assay.events.JobEvent.RefusalKind;
import assay.events.JobEvent.ReportKind;
import assay.events.Measurement;
import assay.events.Problem;
import assay.events.Token;
import assay.events.recipe.Recipe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Answers every effect: by chance with anything that may come, or, when it is kind, so that a run comes to its end. */
final class World {
    private static final List<Problem> PROBLEMS = List.of(new Problem("r.yaml", 1, 1, "wrong", ""));
    private final Random random;
    private final Recipe recipe;
    private boolean kind;
    private long sequence;

    World(Random random) {
        this.random = random;
        this.recipe = Samples.any(random);
    }

    void becomeKind() {
        kind = true;
    }

    Object answer(Effect effect, Instant now) {
        return switch (effect) {
            case RecallRun e -> Rerun.of(e.run(), e.request(), List.of());
            case ParseRecipe e -> new RecipeRead(e.run(), rarely() ? new JobEvent.RecipeRejected(PROBLEMS) : new JobEvent.RecipeAccepted(recipe, "ab", List.of()));
            case WriteScripts e -> rarely() ? new ScriptsWritten.Unplannable(e.run(), PROBLEMS) : new ScriptsWritten.Written(e.run(), Planner.plan(e.recipe()),
                    Planner.plan(e.recipe()).jobs().stream().map(job -> new JobEvent.JobScripted(job.name(), "#!/bin/bash", List.of(), "ab")).toList());
            case ProbeEndpoint e -> new EndpointProbed(e.run(), e.token(), "192.0.2.1", true);
            case MonitorEffect.Summarise e -> new MonitorAnswer.Summarised(e.target().run(), new JobEvent.MetricsSummarised(List.of(), List.of(), List.of()));
            case MonitorEffect e -> new MonitorAnswer.Sampled(1);
            case PublishReport e -> new ReportWritten(e.run(), new JobEvent.ReportPublished(JobEvent.Verdict.VALID, List.of(), JobEvent.Evidence.FIRST_LOOK, List.of(),
                    List.of(), 1, 1, List.of(), Samples.START));
            case RunnerEffect e -> ofRunner(e, now);
            case Placed<?> e -> answer(e.effect(), now);
            case Effect e -> throw new IllegalStateException("Expected an effect that is known here, but found " + e);
        };
    }

    private RunnerAnswer ofRunner(RunnerEffect effect, Instant now) {
        return switch (effect) {
            case RunnerEffect.ObserveCluster e -> new RunnerAnswer.Observed(e.run(), new JobEvent.ClusterObserved("slurm", !rarely(), "no", random.nextBoolean(),
                    Samples.FACTS, rarely() ? List.of(Samples.ONE_JOB) : List.of(), "/tmp/out"));
            case RunnerEffect.CheckJob e -> new RunnerAnswer.Checked(e.run(), new JobEvent.JobChecked(e.job(), !rarely(), "no"));
            case StagingEffect.CheckArtifact e -> new RunnerAnswer.Handled(e.run(), new JobEvent.ArtifactChecked(e.artifact().reference(), "file", random.nextBoolean(), 1, "",
                    rarely() ? "gone" : "", ""));
            case StagingEffect.StageArtifact e -> rarely() ? new RunnerAnswer.Handled(e.run(), new JobEvent.StagingFailed(e.artifact().reference(), random.nextBoolean(), "gone", ""))
                    : new RunnerAnswer.Handled(e.run(), new JobEvent.ArtifactStaged(e.artifact().reference(), "ab", 1, 1, "file", "/cache/1", random.nextBoolean()));
            case StagingEffect.EndStaging e -> new RunnerAnswer.Clean(e.run(), new JobEvent.RunCleaned(List.of(), List.of(), List.of()));
            case RunnerEffect.Submit e -> submitted(e);
            case RunnerEffect.Withdraw e -> kind || random.nextBoolean() ? new RunnerAnswer.NeverBegun(e.run(), e.token()) : new RunnerAnswer.Nothing();
            case RunnerEffect.LookUp e -> !kind && random.nextBoolean() ? new RunnerAnswer.NotFound(e.run(), e.token())
                    : new RunnerAnswer.Accepted(e.run(), e.token(), id(), true);
            case RunnerEffect.Query e when rarely() -> new RunnerAnswer.Silent(List.of(Samples.RUN), "no answer");
            case RunnerEffect.Query e -> new RunnerAnswer.Tracked(List.of(Samples.RUN), e.jobs().stream().map(job -> new RunnerAnswer.Sighting(job.run(), job.token(), job.clusterJob(),
                    kind ? ClusterState.COMPLETED : state(), "", "n1")).toList(), kind ? List.of() : reports(now));
            case RunnerEffect.ReadReports e -> new RunnerAnswer.Reported(kind ? List.of() : reports(now));
            case RunnerEffect.ReadResults e -> new RunnerAnswer.Measured(e.run(), e.windows().stream().filter(window -> kind || random.nextBoolean())
                    .map(window -> new JobEvent.WorkloadMeasured(e.token(), window.repetition(), Measurement.nothing(window.start(), window.end(), "none"))).toList());
            case RunnerEffect.Conclude e -> new RunnerAnswer.Concluded(e.run(), new JobEvent.JobEnded(e.conclusion().token(), e.conclusion().state(),
                    e.conclusion().exitCode(), e.conclusion().cause(), List.of(), 1, List.of()));
            case RunnerEffect.VerifyClean e -> kind || random.nextBoolean() ? new RunnerAnswer.Clean(e.run(), new JobEvent.RunCleaned(List.of(), List.of(), List.of()))
                    : new RunnerAnswer.Nothing();
            case RunnerEffect e -> new RunnerAnswer.Nothing();
        };
    }

    private RunnerAnswer submitted(RunnerEffect.Submit effect) {
        return switch (kind ? 5 : random.nextInt(10)) {
            case 0 -> new RunnerAnswer.Refused(effect.run(), effect.token(), RefusalKind.PERMANENT, "no");
            case 1, 2 -> new RunnerAnswer.Refused(effect.run(), effect.token(), RefusalKind.NOT_NOW, "later");
            case 3, 4 -> new RunnerAnswer.Nothing();
            default -> new RunnerAnswer.Accepted(effect.run(), effect.token(), id(), false);
        };
    }

    private List<JobEvent.JobReported> reports(Instant now) {
        List<JobEvent.JobReported> reports = new ArrayList<>();
        for (var job : Planner.plan(recipe).jobs()) {
            Token token = Token.of(job.name(), 1 + random.nextInt(2), Samples.RUN, Samples.LOG);
            ReportKind said = ReportKind.values()[random.nextInt(random.nextInt(3) == 0 ? 6 : 4)];
            Map<String, String> details = switch (said) {
                case STARTED -> Map.of("node", "n1");
                case ENTERED -> Map.of("image", "/i.sif", "runtime", "apptainer 1.4");
                case READY -> Map.of("host", "n1", "port", "20417", "addresses", "eth0=192.0.2.1");
                case PHASE -> Map.of("phase", random.nextBoolean() ? "measure" : "measured", "repetition", "1", "exit", "0");
                case STOPPED -> Map.of("exit", random.nextBoolean() ? "0" : "3", "reason", random.nextInt(4) == 0 ? "requeued" : "done");
                case DUPLICATE -> Map.of("owner", "2");
            };
            reports.add(new JobEvent.JobReported(token, id(), 0, ++sequence, now, said, details));
        }
        return reports;
    }

    private ClusterState state() {
        return random.nextInt(3) > 0 ? (random.nextBoolean() ? ClusterState.RUNNING : ClusterState.PENDING)
                : ClusterState.values()[random.nextInt(ClusterState.values().length)];
    }

    private ClusterJobId id() {
        return new ClusterJobId(random.nextInt(6) == 0 ? "2" : "1");
    }

    private boolean rarely() {
        return !kind && random.nextInt(12) == 0;
    }
}
