package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ctrl-C, wherever a run is: what lives of it is ended and cleaned up, and the command ends with 130. All runs go on together. */
@Timeout(300)
class InterruptTest {
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    private static final String LATER = "services.web.slurm.begin=now+1hour";
    private static final Map<Moment, Trial> TRIALS = new EnumMap<>(Moment.class);
    private static final Map<Moment, Interrupt> INTERRUPTS = new EnumMap<>(Moment.class);

    /** When an interrupt was sent, between two instants. A report takes so little that it may be there before, and the run over with its own exit code. */
    private record Interrupt(Instant before, Instant after) {
        Set<Integer> exitCodes(Instant reported) {
            if (reported.isBefore(before)) {
                return Set.of(2);
            }
            return reported.isAfter(after) ? Set.of(130) : Set.of(2, 130);
        }
    }

    /** What the console tells when the run is there; and how the run ends, which is over by itself in the last two. */
    private enum Moment {
        SERVICE_PENDING(Recipes.client("true"), LATER, "web: PENDING", "INTERRUPTED"),
        SERVICE_STARTING(Recipes.service("sleep 100", ""), "", "web: says it started", "INTERRUPTED"),
        CLIENT_PENDING(Recipes.client("true"), LATER.replace("services.web", "clients.load"), "load: PENDING", "INTERRUPTED"),
        MEASURING(Recipes.client("sleep 100"), "", "load: says measure", "INTERRUPTED"),
        STOPPING(Recipes.stopping(12, Recipes.client("true")), "", "closing (completed)", "COMPLETED"),
        REPORTING(Recipes.client("true"), "", "cleaned up", "COMPLETED");

        private final String recipe;
        private final String setting;
        private final String told;
        private final String outcome;

        Moment(String recipe, String setting, String told, String outcome) {
            this.recipe = recipe;
            this.setting = setting;
            this.told = told;
            this.outcome = outcome;
        }

        private Trial start() throws Exception {
            return setting.isEmpty() ? Trial.start(WORKBENCH, name(), recipe) : Trial.start(WORKBENCH, name(), recipe, "--set", setting);
        }
    }

    @BeforeAll
    static void interrupt() throws Exception {
        for (Moment moment : Moment.values()) {
            TRIALS.put(moment, moment.start());
        }
        for (Moment moment : List.of(Moment.REPORTING, Moment.STOPPING, Moment.MEASURING, Moment.CLIENT_PENDING, Moment.SERVICE_STARTING, Moment.SERVICE_PENDING)) {
            TRIALS.get(moment).awaitTold(moment.told);
            Instant before = Instant.now();
            TRIALS.get(moment).interrupt();
            INTERRUPTS.put(moment, new Interrupt(before, Instant.now()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCleanUpAndEndWith130(Moment moment) {
        // when
        RunEvents events = TRIALS.get(moment).assertEndsAs(Set.of(130, 2));

        // then
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo(moment.outcome);
        assertThat(TRIALS.get(moment).await().exitCode()).isIn(INTERRUPTS.get(moment).exitCodes(Instant.parse(events.of("report.published").getFirst().path("time").asString())));
    }
}
