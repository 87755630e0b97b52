package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Measurements that look like a success and are none: never VALID. */
@Timeout(300)
class WrongMeasurementTest {
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @Test
    void shouldNotBelieveAClientThatMeasuresNothing() throws Exception {
        // when
        String recipe = Recipes.client("sleep 1").replace("    target: web\n", "    target: web\n    results: pgbench\n");

        // then
        RunEvents events = Trial.start(WORKBENCH, "nothing", recipe).assertCarriedThrough(2, "INVALID");
        assertThat(events.data("workload.measured").path("measurement").path("problems").toString()).contains("pgbench printed no summary");
    }

    @Test
    void shouldNotBelieveFiguresWithErrors() throws Exception {
        // then
        RunEvents events = Trial.start(WORKBENCH, "errors", Recipes.measured(2, 21)).assertCarriedThrough(2, "INVALID");
        assertThat(events.data("workload.measured").path("measurement").path("failed").asInt()).isEqualTo(21);
    }

    @Test
    void shouldNotBelieveFiguresOfAServiceThatBeganAgain() throws Exception {
        // given
        String recipe = Recipes.restarting(Recipes.measured("sleep 2; echo x > \"/dev/tcp/$ASSAY_TARGET_HOST/$ASSAY_TARGET_PORT\"; sleep 2", 0));

        // then
        Trial.start(WORKBENCH, "again", recipe).assertCarriedThrough(2, "INVALID");
    }
}
