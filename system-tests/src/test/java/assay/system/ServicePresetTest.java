package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped recipes of further services, made short: each runs its real program, is measured, and leaves nothing. */
@Timeout(300)
class ServicePresetTest {
    private static final String FROM_DEBIAN = "`dev/test --install` installs it";
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @BeforeAll
    static void bringLoadgen() throws IOException {
        WORKBENCH.installation().withLoadgen();
    }

    private static Trial run(String recipe, String name, String... settings) {
        List<String> words = new ArrayList<>();
        Arrays.stream(settings).forEach(setting -> words.addAll(List.of("--set", setting)));
        return Trial.of(WORKBENCH, name, WORKBENCH.installation().recipe(recipe).toString(), words);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void shouldRunRedis() {
        // given
        ProgramFinder.folder("redis-server", FROM_DEBIAN);
        Trial trial = run("redis.yaml", "redis", "clients.load.with.requests=50000", "clients.load.with.keyspace=5000", "repetitions=2");

        // when
        RunEvents events = trial.assertMeasured("SLO 2/2 met");

        // then
        assertThat(events.version("cache")).matches("Redis [0-9.]+, host");
        assertThat(events.figure("load.requests_per_second")).isPositive();
        assertThat(events.data("workload.measured").path("measurement").path("operations").asLong()).isEqualTo(50_000);
    }

    @Test
    void shouldRunNginx() {
        // given
        ProgramFinder.folder("nginx", FROM_DEBIAN);
        Trial trial = run("http-server.yaml", "http", "clients.load.with.rate=200",
                "clients.load.with.warmup=1s", "clients.load.with.duration=4s", "repetitions=1");

        // when
        RunEvents events = LoadgenTrial.assertMeasured(trial);

        // then
        assertThat(events.version("web")).matches("nginx [0-9.]+, host");
        assertThat(events.figure("load.requests_per_second")).isBetween(150.0, 250.0);
        assertThat(events.figure("load.errors")).isZero();
    }

    @Test
    void shouldRunAServiceThatNeedsAnotherWithAClientThatWaitsInside() {
        // given
        ProgramFinder.folder("nginx", FROM_DEBIAN);
        Trial trial = run("http-proxy.yaml", "proxy", "clients.load.with.warmup=1s",
                "clients.load.with.duration=3s", "repetitions=1");

        // when
        RunEvents events = LoadgenTrial.assertMeasured(trial);

        // then
        assertThat(events.at("service.ready", "files")).isLessThan(events.at("job.submitted", "proxy"));
        assertThat(events.at("job.submitted", "load")).isLessThan(events.at("service.ready", "proxy"));
        assertThat(events.figure("load.requests_per_second")).isPositive();
        assertThat(events.figure("load.errors")).isZero();
    }

    @Test
    void shouldStreamTokensFromLlamaCpp() throws Exception {
        // given
        ProgramFinder.folder("llama-server", FROM_DEBIAN);
        Path model = TinyGguf.write(WORKBENCH.directory().resolve("tiny.gguf"));
        Trial trial = run("llama-cpp.yaml", "llama", "services.llm.with.model=" + model,
                "clients.load.with.token_ids=3..258", "clients.load.with.warmup=1s", "clients.load.with.duration=4s", "repetitions=1");

        // when
        RunEvents events = LoadgenTrial.assertMeasured(trial);

        // then
        assertThat(events.version("llm")).startsWith("llama.cpp ").endsWith(", host");
        assertThat(events.figure("load.output_tokens")).isEqualTo(32);
        assertThat(events.figure("load.errors")).isZero();
        assertThat(events.figure("load.ttft_p50")).isLessThan(events.figure("load.latency_p50"));
    }

    @ParameterizedTest
    @CsvSource({"memory, data memory (tmpfs)", "shared, data shared ("})
    void shouldKeepDataOfPostgresqlWhereTheRecipeSays(String placement, String named) throws Exception {
        // given
        Path shared = Files.createDirectories(WORKBENCH.directory().resolve("shared-" + placement));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        Trial trial = Trial.shipped(WORKBENCH, placement, "services.db.with.data=" + placement, "services.db.with.shared_directory=" + shared);

        // when
        RunEvents events = trial.assertMeasured();

        // then
        assertThat(events.version("db")).contains(named);
        assertThat(names(Path.of("/dev/shm"))).noneMatch(name -> name.contains("." + events.run() + "."));
        assertThat(names(shared)).isEmpty();
    }
}
