package assay.core.model;

import assay.core.loop.Draft;
import assay.core.loop.Duty;
import assay.core.loop.Effect;
import assay.core.loop.Placed;
import assay.core.loop.Program;
import assay.core.run.JobState;
import assay.core.run.Runs;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect;
import assay.core.runner.RunnerProgram;
import assay.core.runner.RunnerTiming;
import assay.events.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The runner's own program without its pauses, and without what has no part in the protocol: no time passes in the model but by its ticks. */
final class Unhurried implements Program<Unhurried.Now, RunnerAnswer> {
    private final RunnerProgram real;

    Unhurried(String process, Duration tick) {
        this.real = new RunnerProgram(process, new RunnerTiming(tick, Duration.ZERO, tick, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    /** An effect that may be repeated at once, or never. */
    record Now(RunnerEffect effect) implements Effect {
        @Override
        public String key() {
            return effect.key();
        }

        @Override
        public Duration pause() {
            return effect.pause().equals(ONCE) ? ONCE : Duration.ZERO;
        }
    }

    @Override
    public Writer writer() {
        return real.writer();
    }

    @Override
    public List<Duty<Now>> due(Runs runs, Instant now) {
        boolean unsure = runs.all().stream().flatMap(run -> run.all().stream()).anyMatch(job -> job.state() instanceof JobState.Intended);
        return real.due(runs, now).stream().flatMap(duty -> duty(duty, unsure).stream()).toList();
    }

    /** While a submission is unsure its job's own word is looked for; else that comes with the queries. */
    private static Optional<Duty<Now>> duty(Duty<Placed<RunnerEffect>> duty, boolean unsure) {
        return switch (duty) {
            case Duty.Append<Placed<RunnerEffect>>(var run, var event) -> Optional.of(new Duty.Append<>(run, event));
            case Duty.Perform<Placed<RunnerEffect>>(var placed) when placed.effect() instanceof RunnerEffect.RenewLeases
                    || placed.effect() instanceof RunnerEffect.AskToStop -> Optional.empty();
            case Duty.Perform<Placed<RunnerEffect>>(var placed) when placed.effect() instanceof RunnerEffect.ReadReports && !unsure -> Optional.empty();
            case Duty.Perform<Placed<RunnerEffect>>(var placed) -> Optional.of(new Duty.Perform<>(new Now(placed.effect())));
        };
    }

    @Override
    public List<Draft> decide(Runs runs, RunnerAnswer answer, Instant now) {
        return real.decide(runs, answer, now);
    }
}
