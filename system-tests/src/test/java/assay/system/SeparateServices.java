package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The five Assay services, each a process of its own by its own main, on a Kafka that is there.
 *
 * @param workbench     where they work
 * @param configuration by which clients reach Kafka
 * @param processes     the services
 */
record SeparateServices(Workbench workbench, Path configuration, List<Started> processes) {
    private static final List<String> MAINS = List.of("assay.parser.ParserMain", "assay.scheduler.SchedulerMain", "assay.runner.RunnerMain",
            "assay.monitor.MonitorMain", "assay.report.ReportMain");

    /** Starts them, and waits until all are ready. */
    static SeparateServices start(Workbench workbench, Path configuration) throws Exception {
        List<Started> processes = new ArrayList<>();
        for (String main : MAINS) {
            processes.add(java(workbench, main, "--kafka-config", configuration.toString(), "--partitions", "1"));
        }
        Eventually.await("every service is there", Duration.ofSeconds(60), () -> processes.stream().allMatch(SeparateServices::ready));
        return new SeparateServices(workbench, configuration, List.copyOf(processes));
    }

    private static boolean ready(Started service) {
        assertThat(service.alive()).as(service.transcript()).isTrue();
        return service.transcript().contains("The Assay service is ready");
    }

    /** A class of the program, or of these tests, in a JVM of its own. */
    static Started java(Workbench workbench, String main, String... arguments) throws IOException, URISyntaxException {
        Path tests = Path.of(SeparateServices.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx192m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Djava.io.tmpdir=" + workbench.directory(), "--enable-native-access=ALL-UNNAMED", "-Dassay.log=INFO",
                "-cp", workbench.installation().libraries() + "/*:" + tests, main));
        command.addAll(List.of(arguments));
        return workbench.start(command);
    }

    /** A bare producer asks for a run of the shipped PostgreSQL recipe: key and JSON, and nothing else. */
    void ask(String run, String... overrides) throws Exception {
        String recipe = Files.readString(workbench.installation().recipe("postgresql.yaml"));
        var json = new JsonMapper().createObjectNode().put("text", recipe).put("outputDirectory", workbench.output().toString());
        var set = json.putArray("overrides");
        Stream.concat(Stream.of("clients.load.with.scale=1", "clients.load.with.warmup=1s", "clients.load.with.duration=3s", "repetitions=1"), Stream.of(overrides)).forEach(set::add);
        Properties properties = new Properties();
        try (var text = Files.newBufferedReader(configuration)) {
            properties.load(text);
        }
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("assay.recipes", run, json.toString())).get(20, TimeUnit.SECONDS);
        }
    }
}
