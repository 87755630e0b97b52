package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shipped recipes with services and load generators in container images, made short: each measures the image's program, and leaves nothing. */
@Timeout(300)
class ServiceImageTest {
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @BeforeAll
    static void bringLoadgen() throws IOException {
        WORKBENCH.installation().withLoadgen();
    }

    @Test
    void shouldStreamTokensFromLlamaCpp() throws Exception {
        // given
        Path model = TinyGguf.write(WORKBENCH.directory().resolve("tiny.gguf"));
        Trial trial = run("llama-cpp-apptainer.yaml", "llm", Images.services(), "services.llm.with.model=" + model, "clients.load.with.token_ids=3..258",
                "clients.load.with.warmup=1s", "clients.load.with.duration=4s", "repetitions=1");

        // when
        RunEvents events = LoadgenTrial.assertMeasured(trial);

        // then
        assertThat(events.version("llm")).startsWith("llama.cpp ").doesNotEndWith(", host");
        assertThat(entered(events)).containsExactlyInAnyOrder("llm", "load");
        assertThat(events.figure("load.output_tokens")).isEqualTo(32);
        assertThat(events.figure("load.errors")).isZero();
        assertThat(events.figure("load.ttft_p50")).isLessThan(events.figure("load.latency_p50"));
    }

    @Test
    void shouldLoadPostgresqlWithLoadgen() throws Exception {
        // given
        Trial trial = run("postgresql-apptainer-loadgen.yaml", "db", Images.postgresql(), "clients.load.with.scale=1", "clients.load.with.rate=50",
                "clients.load.with.warmup=1s", "clients.load.with.duration=4s", "repetitions=1", "slo=[load.errors == 0]");

        // when
        RunEvents events = LoadgenTrial.assertMeasured(trial, "SLO 1/1 met");

        // then
        assertThat(events.version("db")).startsWith("PostgreSQL ").doesNotContain(", host");
        assertThat(entered(events)).containsExactlyInAnyOrder("db", "load");
        assertThat(events.figure("load.tps")).isBetween(35.0, 65.0);
    }

    @Test
    void shouldRunRedis() throws Exception {
        // given
        Trial trial = run("redis.yaml", "cache", Images.services(), "clients.load.with.requests=50000", "clients.load.with.keyspace=5000", "repetitions=1");

        // when
        RunEvents events = trial.assertMeasured("SLO 2/2 met");

        // then
        assertThat(events.version("cache")).matches("Redis [0-9.]+, services-.*sif");
        assertThat(entered(events)).containsExactlyInAnyOrder("cache", "load");
        assertThat(events.figure("load.requests_per_second")).isPositive();
    }

    @Test
    void shouldRunNginx() throws Exception {
        // given
        Trial trial = run("http-server.yaml", "web", Images.services(), "clients.load.with.rate=200", "clients.load.with.warmup=1s",
                "clients.load.with.duration=3s", "repetitions=1");

        // when
        RunEvents events = LoadgenTrial.assertMeasured(trial);

        // then
        assertThat(events.version("web")).matches("nginx [0-9.]+, services-.*sif");
        assertThat(entered(events)).containsExactlyInAnyOrder("web", "load");
        assertThat(events.figure("load.requests_per_second")).isBetween(150.0, 250.0);
        assertThat(events.figure("load.errors")).isZero();
    }

    /** Runs a shipped recipe with a service and its load in an image. */
    private static Trial run(String recipe, String service, Path image, String... settings) {
        List<String> words = new ArrayList<>();
        Stream.concat(Stream.of("services." + service + ".image=" + image, "clients.load.image=" + image), Stream.of(settings))
                .forEach(setting -> words.addAll(List.of("--set", setting)));
        return Trial.of(WORKBENCH, service, WORKBENCH.installation().recipe(recipe).toString(), words);
    }

    /** The jobs that entered an image. */
    private static List<String> entered(RunEvents events) {
        return events.of("job.reported").stream().filter(event -> event.path("data").path("kind").asString().equals("ENTERED"))
                .map(event -> event.path("subject").asString().replaceFirst("-a\\d+\\..*", "")).toList();
    }
}
