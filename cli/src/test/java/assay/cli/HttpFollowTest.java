package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.core.report.Report;
import assay.core.run.Run;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.FileFact;
import assay.events.Topic;
import assay.log.CloudEventLines;
import assay.testkit.SampleRun;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run followed over HTTP, and its report brought here. */
@Timeout(60)
class HttpFollowTest {
    private static final List<Envelope> LOG = SampleRun.log(1, 20);
    private final HttpStandIn server = new HttpStandIn();
    private final BlockingQueue<Entry> taken = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        server.close();
    }

    /** Events of the run as the server sends them, each with its position. */
    private static String events(int from, int to) {
        StringBuilder text = new StringBuilder(": here I am\n\n");
        for (int offset = from; offset < to; offset++) {
            String line = CloudEventLines.told(new Entry.Readable(new Entry.Position(Topic.JOBS, 0, offset), LOG.get(offset)));
            text.append("id: jobs/0/").append(offset).append("\nevent: any\ndata: ").append(line).append("\n\n");
        }
        return text.toString();
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private HttpFollower follow() {
        return HttpFollower.start(server.api("key"), "/v1/runs/" + SampleRun.RUN + "/events", taken::add, said::add);
    }

    private List<Entry> await(int count) throws InterruptedException {
        List<Entry> all = new ArrayList<>();
        while (all.size() < count) {
            Entry next = taken.poll(30, TimeUnit.SECONDS);
            assertThat(next).as("event %s of %s", all.size() + 1, count).isNotNull();
            all.add(next);
        }
        return all;
    }

    @Test
    void shouldGoOnBehindTheLastEventAfterACut() throws InterruptedException, IOException {
        // given
        server.answers(exchange -> send(exchange, events(0, 3))).answers(503, "application/problem+json", "{\"type\":\"/problems/not-ready\",\"status\":503,\"detail\":\"restarting\"}")
                .answers(exchange -> send(exchange, events(3, 5) + "event: end\ndata: {}\n\n"));

        // when
        HttpFollower follower = follow();
        List<Entry> all = await(5);

        // then
        assertThat(all).extracting(entry -> ((Entry.Readable) entry).envelope()).containsExactlyElementsOf(LOG.subList(0, 5));
        assertThat(server.asked()).extracting(asked -> asked.header("Last-event-id").orElse("")).containsExactly("", "jobs/0/2", "jobs/0/2");
        assertThat(said.poll(10, TimeUnit.SECONDS)).contains("was closed").contains("the run goes on");
        assertThat(said.poll(10, TimeUnit.SECONDS)).contains("again");
        follower.check();
        follower.close();
    }

    @Test
    void shouldWaitForARunThatIsNotKnownYet() throws InterruptedException {
        // given
        server.answers(404, "application/problem+json", "{\"type\":\"/problems/not-found\",\"status\":404,\"detail\":\"there is no run\"}").answers(exchange -> send(exchange, events(0, 1)));

        // then
        follow();
        assertThat(await(1)).hasSize(1);
    }

    @Test
    void shouldEndWhereTheServerRefuses() throws InterruptedException {
        // given
        server.answers(403, "application/problem+json", "{\"type\":\"/problems/scope-missing\",\"status\":403,\"detail\":\"lacks the scope read\"}");

        // when
        HttpFollower follower = follow();
        while (server.asked().isEmpty()) {
            Thread.onSpinWait();
        }

        // then
        assertThatThrownBy(() -> {
            while (true) {
                follower.check();
                Thread.onSpinWait();
            }
        }).isInstanceOf(MisuseException.class).hasMessageContaining("lacks the scope read");
    }

    private static Run reported(FileFact... files) {
        return Samples.after(Samples.with(LOG, Report.of(LOG).published(List.of(files), Instant.EPOCH))).run();
    }

    @Test
    void shouldBringTheFilesThatTheLogLists(@TempDir Path output) throws IOException {
        // given
        server.answers(200, "text/html", "<html/>").answers(200, "text/csv", "1,2\n");
        Run run = reported(FileFact.of("report/report.html", "<html/>".getBytes(StandardCharsets.UTF_8)), FileFact.of("metrics/metrics.csv", "1,2\n".getBytes(StandardCharsets.UTF_8)));

        // when
        boolean all = new Download(server.api("key"), run).into(output, said::add);

        // then
        assertThat(all).isTrue();
        assertThat(output.resolve("report/report.html")).hasContent("<html/>");
        assertThat(output.resolve("metrics/metrics.csv")).hasContent("1,2");
        assertThat(server.asked()).extracting(HttpStandIn.Asked::path).containsExactly("/v1/runs/7k3q2mabcd/report/report.html", "/v1/runs/7k3q2mabcd/report/metrics%2Fmetrics.csv");
    }

    @Test
    void shouldKeepNothingThatIsNotWhatTheLogHasOrLeadsOut(@TempDir Path directory) throws IOException {
        // given
        server.answers(200, "text/html", "<html>changed</html>");
        Path output = directory.resolve("out");
        Run run = reported(FileFact.of("report/report.html", "<html/>".getBytes(StandardCharsets.UTF_8)), FileFact.of("../evil", new byte[0]));

        // when
        boolean all = new Download(server.api("key"), run).into(output, said::add);

        // then
        assertThat(all).isFalse();
        assertThat(said).anyMatch(words -> words.contains("is not what the log of record has")).anyMatch(words -> words.contains("leads out of"));
        assertThat(output.resolve("report")).isEmptyDirectory();
        assertThat(directory.resolve("evil")).doesNotExist();
    }
}
