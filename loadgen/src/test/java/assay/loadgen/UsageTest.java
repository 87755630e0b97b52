package assay.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
    @TempDir
    private Path folder;

    private static String said(Runnable task) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            task.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            http;                                                   Missing required option: '--url
            mysql;                                                  'mysql'
            http --url ftp://x;                                     is no URL of a server
            http --url http://x --users 0;                          --users must be at least 1
            http --url http://x --rate 0;                           is no rate
            http --url http://x --rate 5 --think-time 1s;           --think-time belongs to a closed load
            http --url http://x --duration 5;                       is no duration
            http --url http://x --duration 0;                       --duration must be longer
            http --url http://x --slo speed=1s;                     --slo knows [latency, tpot, ttft]
            http --url http://x --header colonless;                 is no header
            http --url http://x --prepare-only --no-prepare;        exclude each other
            http --url http://x --userz 3;                          '--userz'
            openai --url http://x --input-tokens many;              is no length
            openai --url http://x --token-ids 9;                    are no token ids
            openai --url http://x --extra [1];                      --extra is no JSON object
            openai --url http://x --data-set nowhere.jsonl;         cannot read nowhere.jsonl
            postgresql --script nowhere.sql;                        neither a file nor one of [tpcb-like, select-only]
            postgresql --tables keep;                               --tables
            --config nowhere.yaml;                                  cannot read nowhere.yaml
            """)
    void shouldSayWhatIsWrongWithTheOptions(String arguments, String words) {
        // when
        int[] exit = new int[1];
        String said = said(() -> exit[0] = Loadgen.run(arguments.strip().split(" ")));

        // then
        assertThat(exit[0]).isEqualTo(Exit.USAGE);
        assertThat(said).startsWith("loadgen: ").contains(words.strip());
    }

    @Test
    void shouldTakeOptionsFromAFileUnlessTheCommandLineHasThem() throws IOException {
        try (TestServer server = TestServer.http(request -> request.response().setStatusCode(request.headers().contains("A", "b: c", false) ? 200 : 400).end())) {
            // given
            Path config = Files.writeString(folder.resolve("load.yaml"), """
                    driver: http
                    url: %s
                    header: ["A: b: c", "D: e"]
                    rate: 50
                    warmup: 100ms
                    duration: 1h
                    """.formatted(server.url("/")));

            // when
            TestRun run = TestRun.of("--config", config.toString(), "--duration", "1s");

            // then
            assertThat(run.exit()).isZero();
            assertThat(run.errors()).isEmpty();
            assertThat(run.result().path("load").path("window_s").asDouble()).isEqualTo(1.0);
            assertThat(run.result().path("load").path("rate").asString()).isEqualTo("50");
        }
    }

    @Test
    void shouldNameTheUnknownKeyOfAFile() throws IOException {
        // given
        Path config = Files.writeString(folder.resolve("load.json"), "{\"driver\": \"http\", \"url\": \"http://x\", \"durration\": \"1s\"}");

        // when
        String said = said(() -> assertThat(Loadgen.run("--config", config.toString())).isEqualTo(Exit.USAGE));

        // then
        assertThat(said).contains("--durration");
    }
}
