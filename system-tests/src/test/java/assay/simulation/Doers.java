package assay.simulation;

import assay.core.discovery.DiscoveryProgram;
import assay.core.discovery.EndpointProbed;
import assay.core.discovery.ProbeEndpoint;
import assay.core.loop.Loop;
import assay.core.loop.Placed;
import assay.core.monitor.MonitorAnswer;
import assay.core.monitor.MonitorEffect;
import assay.core.monitor.MonitorProgram;
import assay.core.parser.ParserEffect;
import assay.core.parser.ParserProgram;
import assay.core.parser.RecipeRead;
import assay.core.plan.Planner;
import assay.core.report.Report;
import assay.core.reporter.PublishReport;
import assay.core.reporter.ReportProgram;
import assay.core.reporter.ReportWritten;
import assay.core.run.Runs;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect;
import assay.core.runner.RunnerProgram;
import assay.core.runner.RunnerTiming;
import assay.core.scheduler.SchedulerProgram;
import assay.core.scheduler.ScriptsWritten;
import assay.core.scheduler.WriteScripts;
import assay.events.JobEvent;
import assay.events.PlannedJob;
import assay.events.Token;
import assay.events.Writer;
import assay.log.PlacedEffects;
import assay.runner.RunnerEffects;
import assay.testkit.Hosted;
import assay.testkit.ManualClock;
import assay.testkit.SimulatedCluster;
import java.time.Duration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The Assay services as they are simulated: their own programs and loops; of the doers the runner's own, simple ones for the rest. */
final class Doers {
    static final String LOG = "l0g1d234";
    private final Scenario scenario;
    private final SimulatedCluster cluster;
    private final ManualClock clock;

    Doers(Scenario scenario, SimulatedCluster cluster, ManualClock clock) {
        this.scenario = scenario;
        this.cluster = cluster;
        this.clock = clock;
    }

    List<Hosted<?, ?>> all() {
        return List.of(
                new Hosted<ParserEffect, RecipeRead>(Writer.PARSER, name -> new Loop<>(new ParserProgram(), Runs.of(LOG)),
                        name -> effect -> new RecipeRead(effect.run(), scenario.verdict(effect.run()))),
                new Hosted<WriteScripts, ScriptsWritten>(Writer.SCHEDULER, name -> new Loop<>(new SchedulerProgram(Duration.ofSeconds(30)), Runs.of(LOG)),
                        name -> this::scripts),
                new Hosted<Placed<RunnerEffect>, RunnerAnswer>(Writer.RUNNER,
                        name -> new Loop<>(new RunnerProgram(name, RunnerTiming.standard()), Runs.of(LOG)),
                        name -> new PlacedEffects<RunnerEffect, RunnerAnswer>(place -> new RunnerEffects(cluster, clock, Path.of("/nonexistent")))::perform),
                new Hosted<ProbeEndpoint, EndpointProbed>(Writer.DISCOVERY, name -> new Loop<>(new DiscoveryProgram(), Runs.of(LOG)),
                        name -> effect -> new EndpointProbed(effect.run(), effect.token(), effect.host(), true)),
                new Hosted<Placed<MonitorEffect>, MonitorAnswer>(Writer.MONITOR, name -> new Loop<>(new MonitorProgram(), Runs.of(LOG)),
                        name -> effect -> monitor(effect.effect())),
                new Hosted<PublishReport, ReportWritten>(Writer.REPORT, name -> new Loop<>(new ReportProgram(), Runs.withHistory(LOG)),
                        name -> effect -> new ReportWritten(effect.run(), Report.of(effect.log()).published(List.of(), Instant.EPOCH))));
    }

    private ScriptsWritten scripts(WriteScripts effect) {
        JobEvent.RunPlanned plan = Planner.plan(effect.recipe());
        return new ScriptsWritten.Written(effect.run(), plan, plan.jobs().stream().map(job -> scripted(effect, job)).toList());
    }

    private JobEvent.JobScripted scripted(WriteScripts effect, PlannedJob job) {
        return new JobEvent.JobScripted(job.name(), scenario.script(Token.of(job.name(), 1, effect.run(), LOG)), List.of(), "ab");
    }

    private static MonitorAnswer monitor(MonitorEffect effect) {
        return switch (effect) {
            case MonitorEffect.Summarise e -> new MonitorAnswer.Summarised(e.target().run(), new JobEvent.MetricsSummarised(List.of(), List.of(), List.of()));
            case MonitorEffect.SampleJobs e -> new MonitorAnswer.Sampled(0);
            case MonitorEffect.FollowJobs e -> new MonitorAnswer.Sampled(0);
        };
    }
}
