package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

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

        /** A report takes so little that the interrupt may come behind it, when the run is over already, for all that is in a hurry. */
        Set<Integer> exitCodes() {
            return this == REPORTING ? Set.of(130, 2) : Set.of(130);
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
            TRIALS.get(moment).interrupt();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCleanUpAndEndWith130(Moment moment) {
        // when
        RunEvents events = TRIALS.get(moment).assertEndsAs(moment.exitCodes());

        // then
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo(moment.outcome);
    }
}
