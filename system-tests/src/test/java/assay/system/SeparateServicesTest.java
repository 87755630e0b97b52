package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import assay.log.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every Assay service is a process of its own, and so is Kafka; a bare producer asks for the run. Only topics connect them. */
@Timeout(300)
class SeparateServicesTest {
    private static final String RUN = "separate01";

    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void shouldCarryARunThrough() throws Exception {
        // given
        Endpoint kafka = broker();
        Path configuration = Files.writeString(workbench.directory().resolve("client.properties"), kafka.clientProperties());
        SeparateServices services = SeparateServices.start(workbench, configuration);

        // when
        services.ask(RUN);
        Eventually.await("the report", Duration.ofSeconds(60), () -> Files.exists(workbench.output().resolve("report/result.json")));
        Ended wait = workbench.assay("wait", RUN);

        // then
        assertThat(wait.exitCode()).isZero();
        assertThat(services.processes()).allMatch(Started::alive);
        RunEvents events = workbench.events();
        assertThat(events.run()).isEqualTo(RUN);
        assertThat(events.data("report.published").path("verdict").asString()).isEqualTo("VALID");
        Closing.assertWhole(events, "load", "db");
        PgbenchReport.assertEqual(workbench.output(), events);
        Leftovers.assertNone(RUN, workbench.output());
    }

    private Endpoint broker() throws Exception {
        SeparateServices.java(workbench, BrokerAlone.class.getName(), workbench.data().toString(), workbench.installation().build());
        Eventually.await("the broker is there", Duration.ofSeconds(40), () -> Files.exists(workbench.data().resolve("endpoint.json")));
        return Endpoint.read(workbench.data()).orElseThrow();
    }
}
