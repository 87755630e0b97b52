package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import assay.log.Endpoint;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Every Assay service is a process of its own, and so is Kafka; a bare producer asks for the run. Only topics connect them. */
@Timeout(300)
class SeparateServicesTest {
    private static final String RUN = "separate01";
    private static final List<String> SERVICES = List.of("assay.parser.ParserMain", "assay.scheduler.SchedulerMain", "assay.runner.RunnerMain",
            "assay.monitor.MonitorMain", "assay.report.ReportMain");

    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void shouldCarryARunThrough() throws Exception {
        // given
        Endpoint kafka = broker();
        Path configuration = Files.writeString(workbench.directory().resolve("client.properties"), kafka.clientProperties());
        List<Started> services = new ArrayList<>();
        for (String service : SERVICES) {
            services.add(java(service, "--kafka-config", configuration.toString(), "--partitions", "1"));
        }
        Eventually.await("every service is there", Duration.ofSeconds(60), () -> services.stream().allMatch(SeparateServicesTest::ready));

        // when
        publish(kafka, Files.readString(workbench.installation().recipe("postgresql.yaml")));
        Eventually.await("the report", Duration.ofSeconds(60), () -> Files.exists(workbench.output().resolve("report/result.json")));
        Ended wait = workbench.assay("wait", RUN);

        // then
        assertThat(wait.exitCode()).isZero();
        assertThat(services).allMatch(Started::alive);
        RunEvents events = workbench.events();
        assertThat(events.run()).isEqualTo(RUN);
        assertThat(events.data("report.published").path("verdict").asString()).isEqualTo("VALID");
        Closing.assertWhole(events, "load", "db");
        PgbenchReport.assertEqual(workbench.output(), events);
        Leftovers.assertNone(RUN, workbench.output());
    }

    private Endpoint broker() throws Exception {
        java(BrokerAlone.class.getName(), workbench.data().toString(), workbench.installation().build());
        Eventually.await("the broker is there", Duration.ofSeconds(40), () -> Files.exists(workbench.data().resolve("endpoint.json")));
        return Endpoint.read(workbench.data()).orElseThrow();
    }

    private Started java(String main, String... arguments) throws Exception {
        Path tests = Path.of(BrokerAlone.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx192m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Djava.io.tmpdir=" + workbench.directory(), "--enable-native-access=ALL-UNNAMED", "-Dassay.log=INFO", "-cp", workbench.installation().libraries() + "/*:" + tests, main));
        command.addAll(List.of(arguments));
        return workbench.start(command);
    }

    private static boolean ready(Started service) {
        assertThat(service.alive()).as(service.transcript()).isTrue();
        return service.transcript().contains("The Assay service is ready");
    }

    /** Key and JSON, and nothing else. */
    private void publish(Endpoint kafka, String recipe) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(kafka.clientProperties()));
        var json = new JsonMapper().createObjectNode().put("text", recipe).put("outputDirectory", workbench.output().toString());
        json.putArray("overrides").add("clients.load.with.scale=1").add("clients.load.with.warmup=1s").add("clients.load.with.duration=3s").add("repetitions=1");
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("assay.recipes", RUN, json.toString())).get(20, TimeUnit.SECONDS);
        }
    }
}
