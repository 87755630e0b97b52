package assay.loadgen.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.loadgen.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a real server that asks for a password by SCRAM. */
@Timeout(120)
class PostgresLoadTest {
    private static TestPostgres server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(TestPostgres.programs().isPresent(), "PostgreSQL's server is not installed");
        server = TestPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (server != null) {
            server.stop();
        }
    }

    private static TestRun load(String... more) {
        List<String> all = new ArrayList<>(List.of("postgresql", "--host", "127.0.0.1", "--port", String.valueOf(server.port()), "--user", "bench",
                "--password-file", server.passwordFile().toString(), "--warmup", "500ms", "--duration", "2s"));
        all.addAll(List.of(more));
        return TestRun.of(all.toArray(String[]::new));
    }

    private String script(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void shouldKeepTheSumsOfTpcBEqual() throws IOException, InterruptedException {
        // when
        TestRun run = load("--scale", "2", "--tables", "create", "--users", "4");

        // then
        assertThat(run.exit()).isZero();
        assertThat(run.errors()).isEmpty();
        String[] sums = server.query("SELECT (SELECT sum(abalance) FROM pgbench_accounts), (SELECT sum(tbalance) FROM pgbench_tellers),"
                + " (SELECT sum(bbalance) FROM pgbench_branches), (SELECT sum(delta) FROM pgbench_history), (SELECT count(*) FROM pgbench_history)").split("\\|");
        assertThat(sums[0]).isEqualTo(sums[1]).isEqualTo(sums[2]).isEqualTo(sums[3]);
        assertThat(Long.parseLong(sums[4])).isGreaterThanOrEqualTo(run.count("ok"));
        assertThat(run.figure("tps")).isPositive();
        assertThat(run.result().path("kinds").path("tpcb-like").path("count").asLong()).isEqualTo(run.count("ok"));
    }

    @Test
    void shouldShareItsTablesWithPgbench() throws IOException, InterruptedException {
        // given
        server.pgbench("-i", "-q", "-s", "3");

        // when
        TestRun run = load("--scale", "3", "--script", "select-only", "--users", "2");
        load("--scale", "1", "--tables", "create", "--prepare-only");
        String printed = server.pgbench("-n", "-M", "prepared", "-t", "20", "-c", "2");

        // then
        assertThat(run.exit()).isZero();
        assertThat(run.result().path("settings").path("scale").asLong()).isEqualTo(3);
        assertThat(printed).contains("scaling factor: 1", "number of transactions actually processed: 40/40");
        assertThat(server.query("SELECT count(*), min(bid), max(bid), max(aid) FROM pgbench_accounts")).isEqualTo("100000|1|1|100000");
    }

    @Test
    void shouldRefuseTablesOfAnotherScale() throws IOException, InterruptedException {
        // given
        server.pgbench("-i", "-q", "-s", "1");

        // when
        TestRun run = load("--scale", "7");

        // then
        assertThat(run.exit()).isEqualTo(69);
        assertThat(server.query("SELECT count(*) FROM pgbench_branches")).isEqualTo("1");
    }

    @Test
    void shouldRunOwnScriptsByTheirWeights() throws IOException, InterruptedException {
        // given
        server.query("DROP TABLE IF EXISTS words; CREATE TABLE words(id bigint PRIMARY KEY, n int); INSERT INTO words SELECT i, 0 FROM generate_series(1, 100) i");
        String read = script("read.sql", "\\set id random(1, 10 * (9 + 1))\nSELECT n, ':id' FROM words\n  WHERE id = :id::bigint; -- :nothing\n");
        String write = script("write.sql", "\\set id random(1, 100)\nBEGIN;\nUPDATE words SET n = n + 1 WHERE id = :id;\nCOMMIT;\n");

        // when
        TestRun run = load("--script", read + "@9", "--script", write, "--users", "2", "--no-prepare");

        // then
        assertThat(run.errors()).isEmpty();
        long reads = run.result().path("kinds").path("read.sql").path("count").asLong();
        long writes = run.result().path("kinds").path("write.sql").path("count").asLong();
        assertThat(reads + writes).isEqualTo(run.count("ok"));
        assertThat((double) writes / run.count("ok")).isBetween(0.05, 0.16);
        assertThat(Long.parseLong(server.query("SELECT sum(n) FROM words"))).isGreaterThanOrEqualTo(writes);
    }

    @Test
    void shouldCountRefusedStatementsByTheirClassAndGoOn() throws IOException, InterruptedException {
        // given
        String divide = script("divide.sql", "\\set by random(0, 3)\nBEGIN;\nSELECT 1 / :by;\nEND;\n");

        // when
        TestRun run = load("--script", divide, "--users", "2");

        // then
        assertThat(run.exit()).isZero();
        assertThat(run.errors()).containsOnlyKeys("sql-22");
        assertThat(run.sample("sql-22")).isEqualTo("22012 division by zero");
        assertThat((double) run.count("failed") / run.count("sent")).isBetween(0.15, 0.35);
    }

    @Test
    void shouldConnectAgainWhenTheServerEndsItsConnections() throws IOException, InterruptedException {
        // given
        String end = script("end.sql", "\\set one random(1, 20)\nSELECT CASE WHEN :one = 1 THEN pg_terminate_backend(pg_backend_pid()) END;\n");

        // when
        TestRun run = load("--script", end, "--users", "3", "--rate", "100");

        // then
        assertThat(run.exit()).isZero();
        assertThat(run.passed("accounting")).isTrue();
        assertThat(run.errors()).containsOnlyKeys("closed");
        assertThat((double) run.count("failed") / run.count("sent")).isBetween(0.01, 0.12);
    }

    @Test
    void shouldNotBeginWithFewerConnectionsThanItWasAskedFor() {
        // when
        TestRun run = load("--script", "select-only", "--users", "300");

        // then
        assertThat(run.exit()).isEqualTo(69);
    }
}
