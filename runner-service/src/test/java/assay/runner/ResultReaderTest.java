package assay.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.core.results.LatencyHistogram;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.ReadResults;
import assay.core.runner.RunnerEffect.Window;
import assay.events.ErrorCount;
import assay.events.Figure.Better;
import assay.events.Figure;
import assay.events.JobEvent.WorkloadMeasured;
import assay.events.Measurement;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.FigureSpec;
import assay.events.recipe.Recipe;
import assay.testkit.SampleRun;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultReaderTest {
    private static final Instant START = Instant.ofEpochSecond(1_795_447_975L);
    private static final Window WINDOW = new Window(1, true, START, START.plusSeconds(4), "", List.of());
    private final FakeCluster cluster = Examples.cluster();

    private static ClientSpec client() {
        return SampleRun.log(1, 5).stream().map(assay.events.Envelope::event).filter(assay.events.JobEvent.RecipeAccepted.class::isInstance)
                .map(event -> ((assay.events.JobEvent.RecipeAccepted) event).recipe()).map(Recipe::clients).findFirst().orElseThrow().getFirst();
    }

    private static ReadResults results(Window... windows) {
        return new ReadResults(Examples.RUN, Examples.DIRECTORY, Examples.LOAD, client(), List.of(windows));
    }

    private static List<Measurement> measured(RunnerAnswer answer) {
        return ((RunnerAnswer.Measured) answer).windows().stream().map(WorkloadMeasured::measurement).toList();
    }

    private void pgbench(int processed, String log, String progress) {
        cluster.store.write(Examples.DIRECTORY, "results/load/rep-1/summary.txt", """
                transaction type: <builtin: TPC-B (sort of)>
                scaling factor: 1
                query mode: simple
                number of clients: 4
                number of threads: 2
                maximum number of tries: 1
                duration: 4 s
                number of transactions actually processed: %d
                number of failed transactions: 0 (0.000%%)
                latency average = 1.497 ms
                initial connection time = 37.747 ms
                tps = 12.5 (without initial connection time)
                """.formatted(processed));
        cluster.store.write(Examples.DIRECTORY, "results/load/rep-1/progress.txt", progress);
        cluster.store.write(Examples.DIRECTORY, "results/load/rep-1/tx.17", log);
    }

    @Test
    void shouldMeasureAWindow() {
        // given
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            log.append("0 ").append(i).append(" 1500 0 ").append(START.getEpochSecond() + i % 4).append(" 1000\n");
        }
        pgbench(50, log.toString(), "");
        // when
        List<Measurement> measured = measured(new ResultReader(cluster).read(results(WINDOW)));
        // then
        assertThat(measured).singleElement().satisfies(measurement -> {
            assertThat(measurement.measured()).isTrue();
            assertThat(measurement.problems()).isEmpty();
            assertThat(measurement.figures()).extracting(Figure::name).contains("tps", "latency_avg");
            assertThat(measurement.series()).containsExactly(13L, 13L, 12L, 12L);
        });
    }

    @Test
    void shouldSayWhyAWindowDidNotHappen() {
        // given
        Window never = new Window(2, false, Instant.EPOCH, Instant.EPOCH, "the window never began: the job stopped", List.of());
        // when
        List<Measurement> measured = measured(new ResultReader(cluster).read(results(never)));
        // then
        assertThat(measured).singleElement().satisfies(measurement -> {
            assertThat(measurement.measured()).isFalse();
            assertThat(measurement.problems()).containsExactly("the window never began: the job stopped");
        });
    }

    @Test
    void shouldMeasureNothingWhereNothingLies() {
        // when
        List<Measurement> measured = measured(new ResultReader(cluster).read(results(WINDOW)));
        // then
        assertThat(measured).singleElement().satisfies(measurement -> assertThat(measurement.measured()).isFalse());
    }

    @Test
    void shouldBoundWhatAProgramSaysOfItself() {
        // given
        pgbench(0, "", "pgbench: error: " + "y".repeat(1_000_000) + "\n");
        // when
        List<Measurement> measured = measured(new ResultReader(cluster).read(results(WINDOW)));
        // then
        assertThat(measured.getFirst().problems()).allSatisfy(problem -> assertThat(problem.length()).isLessThanOrEqualTo(401));
    }

    @Test
    void shouldReadALogThatIsLargerThanOnePiece() {
        // given
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            lines.add("0 " + i + " 1500 0 1795447975 1000");
        }
        cluster.store.write(Examples.DIRECTORY, "results/load/tx.1", String.join("\n", lines));
        // when
        List<String> read = new ArrayList<>();
        new LogLines(cluster.store, Examples.DIRECTORY, "results/load/tx.1", Long.MAX_VALUE).forEach(read::add);
        // then
        assertThat(read).isEqualTo(lines);
    }

    @Test
    void shouldReadNoMoreOfALogThanAllowed() {
        // given
        cluster.store.write(Examples.DIRECTORY, "results/load/tx.1", "12345\n67890\n");
        // when
        List<String> read = new ArrayList<>();
        new LogLines(cluster.store, Examples.DIRECTORY, "results/load/tx.1", 8).forEach(read::add);
        // then
        assertThat(read).containsExactly("12345", "67");
    }

    @Test
    void shouldMeasureNothingWhereResultsCannotBeReadAfterSomeAttempts() {
        // given
        cluster.store.broken.add(Examples.DIRECTORY + "/results");
        RunnerEffects effects = new RunnerEffects(cluster, Examples.clock(), Examples.SECRETS);
        for (int attempt = 1; attempt < 5; attempt++) {
            assertThatThrownBy(() -> effects.perform(results(WINDOW))).isInstanceOf(UncheckedIOException.class);
        }
        // when
        List<Measurement> measured = measured(effects.perform(results(WINDOW)));
        // then
        assertThat(measured).singleElement().satisfies(measurement -> assertThat(measurement.problems()).first().asString().contains("could not be read"));
    }

    @Test
    void shouldReadFiguresOfAClientThatHasNoOtherResults() {
        // given
        cluster.store.write(Examples.DIRECTORY, "results/load/rep-1/stdout.txt", "Totals 1.5\nTotals 2.5\n");
        cluster.store.write(Examples.DIRECTORY, "results/load/rep-1/out/m.json", "\"count\": 12345");
        ClientSpec client = figured("none", new FigureSpec("ops", "stdout.txt", "Totals ([\\d.]+)", "1/s", Better.HIGHER),
                new FigureSpec("operations", "out/m.json", "count\": (\\d+)", "", Better.HIGHER));
        // when
        List<Measurement> measured = measured(new ResultReader(cluster).read(new ReadResults(Examples.RUN, Examples.DIRECTORY, Examples.LOAD, client, List.of(WINDOW))));
        // then
        assertThat(measured).singleElement().satisfies(measurement -> {
            assertThat(measurement.measured()).isTrue();
            assertThat(measurement.figures()).extracting(Figure::value).containsExactly(2.5, 12345.0);
            assertThat(measurement.operations()).isEqualTo(12345);
            assertThat(measurement.failed()).isEqualTo(-1);
        });
    }

    @Test
    void shouldAddFiguresToThoseOfPgbench() {
        // given
        pgbench(50, "0 1 1500 0 " + START.getEpochSecond() + " 1000\n", "stalls: 3\n");
        ClientSpec client = figured("pgbench", new FigureSpec("stalls", "progress.txt", "stalls: (\\d+)", "", Better.LOWER));
        // when
        List<Measurement> measured = measured(new ResultReader(cluster).read(new ReadResults(Examples.RUN, Examples.DIRECTORY, Examples.LOAD, client, List.of(WINDOW))));
        // then
        assertThat(measured.getFirst().figures()).extracting(Figure::name).startsWith("tps").endsWith("stalls");
    }

    @Test
    void shouldSayWhatTheJobSaidOfItsWindow() {
        // given
        pgbench(50, "", "");
        Window late = new Window(1, true, START, START.plusSeconds(4), "", List.of("it began 1.5 s after the instant that the replicas agreed on"));
        // when
        List<Measurement> measured = measured(new ResultReader(cluster).read(results(late)));
        // then
        assertThat(measured.getFirst().measured()).isTrue();
        assertThat(measured.getFirst().problems()).first().asString().contains("1.5 s after");
    }

    private static String written(String more) {
        long start = START.getEpochSecond() * 1_000_000 + 1_000_000;
        return """
                {"schema": "assay.load.v1", "generator": "mine", "load": {"model": "open", "text": "open, 50/s"}, "window": {"start_us": %d, "end_us": %d}, "measured": true,
                 "counts": {"ok": 3, "failed": 1}, "errors": [{"class": "timeout", "count": 1, "first_us": %d, "sample": "slow"}],
                 "figures": [{"name": "tps", "value": 1.5, "unit": "1/s", "better": "higher"}],
                 "checks": [{"name": "all_sent", "passed": false, "text": "90 %% were sent"}],
                 "series": {"columns": ["second", "ok"], "rows": [[%d, 2], [%d, 1]]},
                 "histograms": {"latency": {"unit": "us", "count": 3, "hdr": "%s"}}%s}
                """.formatted(start, start + 2_000_000, start, start / 1_000_000, start / 1_000_000 + 1, LatencyHistogram.of(new long[]{1000, 2000, 3000}).encoded(), more);
    }

    private Measurement loadgen(String text) {
        cluster.store.write(Examples.DIRECTORY, "results/load/rep-1/result.json", text);
        return measured(new ResultReader(cluster).read(new ReadResults(Examples.RUN, Examples.DIRECTORY, Examples.LOAD, figured("loadgen"), List.of(WINDOW)))).getFirst();
    }

    @Test
    void shouldReadTheResultFileOfALoadGenerator() {
        // when
        Measurement measurement = loadgen(written(""));

        // then
        assertThat(measurement.measured()).isTrue();
        assertThat(measurement.start()).isEqualTo(START.plusSeconds(1));
        assertThat(measurement.end()).isEqualTo(START.plusSeconds(3));
        assertThat(measurement.operations()).isEqualTo(3);
        assertThat(measurement.failed()).isEqualTo(1);
        assertThat(measurement.skipped()).isEqualTo(-1);
        assertThat(measurement.errors()).containsExactly(new ErrorCount("timeout", 1, START.plusSeconds(1), Instant.EPOCH, "slow"));
        assertThat(measurement.series()).containsExactly(2L, 1L);
        assertThat(measurement.loadModel()).isEqualTo("open, 50/s");
        assertThat(measurement.problems()).containsExactly("all_sent: 90 % were sent");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "schema": "assay.load.v1" | "schema": "assay.load.v9" | result.json: schema: expected 'assay.load.v1', but found "assay.load.v9"
            "ok": 3,                  |                           | result.json: counts.ok: expected a value, but found nothing
            "failed": 1               | "failed": -1              | result.json: counts.failed: expected a count, but found -1
            "value": 1.5              | "value": "fast"           | result.json: figures[0].value: expected a number, but found "fast"
            "name": "tps"             | "name": "a b"             | result.json: figures[0].name: expected a name of letters, digits and _, but found "a b"
            "measured": true          | "measured": 1             | result.json: measured: expected true or false, but found 1
            {"schema"                 | ["schema"                 | result.json is no JSON
            """)
    void shouldMeasureNothingWhereTheFileIsNotAsItsSchemaSays(String right, String wrong, String why) {
        // when
        Measurement measurement = loadgen(written("").replace(right, wrong == null ? "" : wrong));

        // then
        assertThat(measurement.measured()).isFalse();
        assertThat(measurement.problems()).singleElement().asString().startsWith(why);
    }

    @Test
    void shouldMeasureNothingWhereALoadGeneratorLeftNoFile() {
        // when
        List<Measurement> measured = measured(new ResultReader(cluster).read(new ReadResults(Examples.RUN, Examples.DIRECTORY, Examples.LOAD, figured("loadgen"), List.of(WINDOW))));

        // then
        assertThat(measured.getFirst().problems()).containsExactly("the window left no result.json");
    }

    @Test
    void shouldMeasureAWindowOfVllmBenchServe() {
        // given
        cluster.store.write(Examples.DIRECTORY, "results/load/rep-1/vllm-bench.json", """
                {"num_prompts": 2, "request_rate": "inf", "burstiness": 1.0, "max_concurrency": 2, "duration": 1.0, "completed": 2, "failed": 0,
                 "total_input_tokens": 32, "total_output_tokens": 6, "output_lens": [3, 3], "ttfts": [0.1, 0.2], "itls": [[0.1, 0.1], [0.1, 0.1]],
                 "latencies": [0.3, 0.4], "start_times": [70.0, 70.6], "errors": ["", ""], "generated_texts": ["a", "b"]}""");
        cluster.store.write(Examples.DIRECTORY, "results/load/rep-1/clock.txt", START.getEpochSecond() + 3 + ".000000 72.000000\n");
        // when
        List<Measurement> measured = measured(new ResultReader(cluster).read(new ReadResults(Examples.RUN, Examples.DIRECTORY, Examples.LOAD, figured("vllm-bench"), List.of(WINDOW))));
        // then
        assertThat(measured).singleElement().satisfies(measurement -> {
            assertThat(measurement.problems()).isEmpty();
            assertThat(measurement.operations()).isEqualTo(2);
            assertThat(measurement.start()).isBetween(START.plusMillis(999), START.plusMillis(1001));
            assertThat(measurement.series()).containsExactly(2L);
        });
    }

    @Test
    void shouldSayWhatIsWrongWithAResultOfVllmBenchServe() {
        // given
        ReadResults effect = new ReadResults(Examples.RUN, Examples.DIRECTORY, Examples.LOAD, figured("vllm-bench"), List.of(WINDOW));
        // when
        Measurement missing = measured(new ResultReader(cluster).read(effect)).getFirst();
        cluster.store.write(Examples.DIRECTORY, "results/load/rep-1/vllm-bench.json", "{\"completed\": 2, \"ttfts\": [0.1");
        Measurement broken = measured(new ResultReader(cluster).read(effect)).getFirst();
        // then
        assertThat(missing.problems()).containsExactly("vllm bench serve left no vllm-bench.json");
        assertThat(broken.measured()).isFalse();
        assertThat(broken.problems()).singleElement().asString().startsWith("vllm-bench.json cannot be read: ");
    }

    private static ClientSpec figured(String results, FigureSpec... figures) {
        ClientSpec client = client();
        return new ClientSpec(client.name(), client.preset(), client.with(), client.program(), client.warmup(), client.target(), results, List.of(figures),
                client.windowSeconds(), client.slurm(), client.jobs());
    }
}
