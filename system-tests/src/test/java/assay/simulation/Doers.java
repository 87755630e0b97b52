package assay.simulation;

import assay.core.discovery.DiscoveryProgram;
import assay.core.discovery.EndpointProbed;
import assay.core.discovery.ProbeEndpoint;
import assay.core.loop.Effect;
import assay.core.loop.Loop;
import assay.core.loop.Placed;
import assay.core.loop.Program;
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
import assay.testkit.Hosted.Doer;
import assay.testkit.SimulatedCluster;
import assay.testkit.Stepper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** The Assay services as they are simulated: their own programs and loops; of the doers the runner's own, simple ones for the rest. */
final class Doers {
    static final String LOG = "l0g1d234";
    private final Scenario scenario;
    private final SimulatedCluster cluster;
    private final Parts parts;

    Doers(Scenario scenario, SimulatedCluster cluster, Parts parts) {
        this.scenario = scenario;
        this.cluster = cluster;
        this.parts = parts;
    }

    List<Hosted<?, ?>> all() {
        return List.of(
                this.<ParserEffect, RecipeRead>hosted(Writer.PARSER, name -> new ParserProgram(), Runs::forService,
                        clock -> effect -> new RecipeRead(effect.run(), scenario.verdict(effect.run()))),
                this.<WriteScripts, ScriptsWritten>hosted(Writer.SCHEDULER, name -> new SchedulerProgram(Duration.ofSeconds(30)), Runs::forService, clock -> this::scripts),
                this.<Placed<RunnerEffect>, RunnerAnswer>hosted(Writer.RUNNER, name -> new RunnerProgram(parts.name(name), RunnerTiming.standard()), Runs::forService, this::runner),
                this.<ProbeEndpoint, EndpointProbed>hosted(Writer.DISCOVERY, name -> new DiscoveryProgram(), Runs::forService,
                        clock -> effect -> new EndpointProbed(effect.run(), effect.token(), effect.host(), true)),
                this.<Placed<MonitorEffect>, MonitorAnswer>hosted(Writer.MONITOR, name -> new MonitorProgram(), Runs::forService, clock -> effect -> monitor(effect.effect())),
                this.<PublishReport, ReportWritten>hosted(Writer.REPORT, name -> new ReportProgram(), Runs::withHistory,
                        clock -> effect -> new ReportWritten(effect.run(), Report.of(effect.log()).published(List.of(), Instant.EPOCH))));
    }

    private <E extends Effect, A> Hosted<E, A> hosted(Writer writer, Function<String, Program<E, A>> program, Function<String, Runs> runs, Function<Clock, Doer<E, A>> doer) {
        return new Hosted<>(writer, name -> loop(parts.program(program.apply(name)), runs.apply(LOG)), (name, clock) -> parts.doer(doer.apply(clock)));
    }

    private <E extends Effect, A> Stepper<E, A> loop(Program<E, A> program, Runs runs) {
        return parts.loop(Stepper.of(new Loop<>(program, runs)));
    }

    private Doer<Placed<RunnerEffect>, RunnerAnswer> runner(Clock clock) {
        return new PlacedEffects<RunnerEffect, RunnerAnswer>(place -> new RunnerEffects(parts.seen(cluster), clock, Path.of("/nonexistent")))::perform;
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
