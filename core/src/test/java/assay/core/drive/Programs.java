package assay.core.drive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.discovery.DiscoveryProgram;
import assay.core.loop.Duty;
import assay.core.loop.Effect;
import assay.core.loop.Program;
import assay.core.monitor.MonitorProgram;
import assay.core.parser.ParserProgram;
import assay.core.reporter.ReportProgram;
import assay.core.run.Runs;
import assay.core.runner.RunnerProgram;
import assay.core.runner.RunnerTiming;
import assay.core.scheduler.SchedulerProgram;
import assay.events.Event;
import assay.events.EventType;
import assay.events.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The programs of all Assay services, and what must hold of all they find due. */
final class Programs {
    private Programs() {
    }

    static List<Program<? extends Effect, ?>> all(String process) {
        return List.of(new ParserProgram(), new SchedulerProgram(Duration.ofSeconds(30)), new RunnerProgram(process, RunnerTiming.standard()),
                new DiscoveryProgram(), new MonitorProgram(), new ReportProgram());
    }

    /** Every event that is due is the program's own to write and fits the state that it was computed from. */
    static <E extends Effect> void shouldFit(Program<E, ?> program, Runs runs, Instant now) {
        Map<RunId, List<Event>> byRun = new LinkedHashMap<>();
        for (Duty<E> duty : program.due(runs, now)) {
            if (duty instanceof Duty.Append<E>(var run, var event)) {
                assertThat(EventType.of(event).writer()).isEqualTo(program.writer());
                byRun.computeIfAbsent(run, id -> new ArrayList<>()).add(event);
            }
        }
        byRun.forEach((run, events) -> assertThat(runs.fitting(run, events, now)).as("what %s finds due, and fits", program.writer()).isEqualTo(events));
    }
}
