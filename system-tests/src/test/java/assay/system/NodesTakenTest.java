package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** A node fails, or its jobs must make room for more urgent ones, while a client measures. */
@Isolated("it takes nodes away, and jobs on them")
@Timeout(300)
class NodesTakenTest {
    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster();
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @Test
    void shouldNameAFailedNodeAndWhatIsUnverifiedThere() throws Exception {
        // given
        Trial service = start("service", "n3", "n1");
        Trial client = start("client", "n1", "n3");
        List.of(service, client).forEach(Trial::awaitMeasuring);

        // when
        CLUSTER.fault("node-crash", "n3");
        CLUSTER.fault("node-down", "n3");

        // then
        assertScratchUnverified(service, service.assertCloses(3, "service web ended before its clients", "Slurm says NODE_FAIL"), "web");
        assertScratchUnverified(client, client.assertCloses(3, "client load failed", "Slurm says NODE_FAIL"), "load");
    }

    private static Trial start(String name, String service, String client) throws Exception {
        return Trial.start(WORKBENCH, name, Recipes.measured(100, 0), "--set", "services.web.slurm.nodelist=" + service, "--set",
                "clients.load.slurm.nodelist=" + client);
    }

    /** What a crashed node keeps is told, since nobody could look; here it lies before our eyes. */
    private static void assertScratchUnverified(Trial trial, RunEvents events, String job) {
        Path scratch = Path.of("/tmp/assay-" + events.token(job));
        assertThat(Trial.verdict(events)).isEqualTo("INVALID");
        assertThat(events.data("run.cleaned").path("unverified").toString()).contains(scratch.toString(), "n3");
        assertThat(scratch).isDirectory();
        Installation.remove(scratch);
        Leftovers.assertNone(events.run(), trial.output());
    }

    @Test
    void shouldSayThatAJobWasPreemptedAndBeginAgainWhereTheRecipeAllowsIt() throws Exception {
        // given
        Trial once = preemptible("once", 100).awaitMeasuring();
        Trial again = preemptible("again", 8, "--set", "services.web.attempts=2").awaitMeasuring();

        // when
        CLUSTER.fault("preempt", "1", "3");

        // then
        once.assertFails("PREEMPTED");
        RunEvents events = again.assertEnds(0, "attempt 2");
        assertThat(Trial.verdict(events)).isEqualTo("VALID");
        String ended = events.data("run.cleaned").path("ended").toString();
        assertThat(ended).contains("web-a1.", "load-a1.").contains("PREEMPTED", "COMPLETED");
        assertThat(ended).as("each began again; with 3 where the client was told to be gone, and began again, before its service was").containsPattern("web-a[23]\\.").containsPattern("load-a[23]\\.");
    }

    private static Trial preemptible(String name, int seconds, String... further) throws Exception {
        List<String> settings = new ArrayList<>(List.of("--set", "slurm.qos=short-preempt"));
        settings.addAll(List.of(further));
        return Trial.start(WORKBENCH, name, Recipes.measured(seconds, 0), settings.toArray(String[]::new));
    }
}
