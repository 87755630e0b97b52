package assay.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.FileFact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
    @TempDir
    private Path output;

    private static List<Row> rows(MetricsFile file) {
        List<Row> rows = new ArrayList<>();
        file.read(rows::add);
        return rows;
    }

    @Test
    void shouldWriteOneValueALine() throws IOException {
        // given
        MetricsFile file = MetricsFile.open(output);
        // when
        file.add(List.of(Examples.sample("batch", 0.25, Map.of("memory_bytes", 4096.0))));
        // then
        assertThat(Files.readString(output.resolve("metrics.csv"))).isEqualTo("time,source,job,node,step,metric,value\n1795447975.250,cgroup,db,n1,batch,memory_bytes,4096\n");
    }

    @Test
    void shouldWriteNothingTwiceAfterARestart() {
        // given
        Sample sample = Examples.sample("batch", 0.25, Map.of("memory_bytes", 4096.0));
        MetricsFile.open(output).add(List.of(sample));
        MetricsFile reopened = MetricsFile.open(output);
        // when
        List<Sample> added = reopened.add(List.of(sample, Examples.sample("batch", 1.25, Map.of("memory_bytes", 1.5))));
        // then
        assertThat(added).hasSize(1);
        assertThat(rows(reopened)).hasSize(2);
    }

    @Test
    void shouldGoOnBehindHalfALine() throws IOException {
        // given
        MetricsFile.open(output);
        Files.writeString(output.resolve("metrics.csv"), "1795447975.250,cgroup,db,n1,ba", StandardOpenOption.APPEND);
        MetricsFile reopened = MetricsFile.open(output);
        // when
        reopened.add(List.of(Examples.sample("batch", 1, Map.of("memory_bytes", 7.0))));
        // then
        assertThat(rows(reopened)).containsExactly(Examples.row("n1", "batch", 1, "memory_bytes", 7.0));
    }

    @Test
    void shouldSkipLinesThatSayNothing() throws IOException {
        // given
        Files.writeString(output.resolve("metrics.csv"), "x\n\u0000\ufffd,,,,,,\n1e999,cgroup,db,n1,batch,m,1\n1,cgroup,db,n1,batch,m,NaN\n1,cgroup,Not A Job,n,s,m,1\n");
        // when
        MetricsFile file = MetricsFile.open(output);
        // then
        assertThat(rows(file)).isEmpty();
    }

    @Test
    void shouldOfferSamplesAgainThatCouldNotBeWritten() throws IOException {
        // given
        MetricsFile file = MetricsFile.open(output);
        List<Sample> samples = List.of(Examples.sample("batch", 1, Map.of("memory_bytes", 7.0)));
        Files.delete(output.resolve("metrics.csv"));
        assertThatThrownBy(() -> file.add(samples)).isInstanceOf(UncheckedIOException.class);
        Files.createFile(output.resolve("metrics.csv"));
        // when
        List<Sample> added = file.add(samples);
        // then
        assertThat(added).isEqualTo(samples);
    }

    @Test
    void shouldBoundTheNumberOfSeries() {
        // given
        MetricsFile file = MetricsFile.open(output);
        List<Sample> samples = new ArrayList<>();
        for (int step = 0; step < 3_000; step++) {
            samples.add(Examples.sample("s" + step, 1, Map.of("memory_bytes", 1.0)));
        }
        // when
        List<Sample> added = file.add(samples);
        // then
        assertThat(added).hasSize(2_000);
    }

    @Test
    void shouldHashWhatStandsThere() throws IOException {
        // given
        MetricsFile file = MetricsFile.open(output);
        file.add(List.of(Examples.sample("batch", 1, Map.of("memory_bytes", 7.0))));
        // when
        FileFact fact = file.fact();
        // then
        assertThat(fact).isEqualTo(FileFact.of("metrics.csv", Files.readAllBytes(output.resolve("metrics.csv"))));
    }
}
