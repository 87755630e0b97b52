package assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.Extension.Compared;
import assay.cli.Extension.Comparison;
import assay.core.report.Report;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.FileFact;
import assay.events.JobEvent.ReportPublished;
import assay.report.ReportRenderer;
import assay.testkit.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report made again from the log, beside what was published. */
class RebuildTest {
    private static final Instant THEN = Instant.parse("2026-11-23T18:33:00.123456789Z");
    private static final List<Envelope> LOG = SampleRun.log(2, 20);
    private final Report report = Report.of(LOG);
    private final List<FileFact> facts = new ReportRenderer().render(report, THEN).facts();
    private final Rebuild rebuild = new Rebuild(published());

    private List<Envelope> published() {
        Envelope last = LOG.getLast();
        Envelope published = new Envelope(new EventId("published"), last.run(), last.source(), THEN, last.id().value(), report.published(facts, THEN));
        return Stream.concat(LOG.stream(), Stream.of(published)).toList();
    }

    private List<Comparison> compared(List<FileFact> published, Instant generated) {
        return rebuild.compare(report.published(published, generated)).stream().map(Compared::comparison).toList();
    }

    @Test
    void shouldFindTheSameFilesEqual() {
        // then
        assertThat(rebuild.compare(report.published(facts, THEN))).extracting(Compared::name).containsExactlyInAnyOrder("report.html", "report.md", "result.json");
        assertThat(compared(facts, THEN)).containsOnly(Comparison.EQUAL);
    }

    @Test
    void shouldFindOthersDifferent() {
        // given
        List<FileFact> others = facts.stream().map(fact -> fact.path().endsWith(".md") ? new FileFact(fact.path(), fact.bytes(), "0".repeat(64)) : fact).toList();

        // then
        assertThat(compared(others, THEN)).containsExactlyInAnyOrder(Comparison.EQUAL, Comparison.EQUAL, Comparison.DIFFERENT);
    }

    @Test
    void shouldNotClaimWhatTheLogDoesNotSay() {
        // given
        ReportPublished old = report.published(facts, Instant.EPOCH);

        // then
        assertThat(rebuild.compare(old)).extracting(Compared::comparison).containsOnly(Comparison.UNKNOWN);
        assertThat(compared(List.of(), THEN)).containsOnly(Comparison.UNKNOWN);
    }

    @Test
    void shouldWriteFilesThatDifferInNothingButTheTime(@TempDir Path directory) throws IOException {
        // given
        Path one = Files.createDirectory(directory.resolve("one"));
        Path other = Files.createDirectory(directory.resolve("other"));

        // when
        rebuild.write(one, THEN);
        rebuild.write(other, THEN.plusSeconds(86_400));

        // then
        for (String file : List.of("report.html", "report.md", "result.json")) {
            List<String> lines = Files.readAllLines(one.resolve(file));
            assertThat(Files.readAllLines(other.resolve(file))).hasSameSizeAs(lines).filteredOn(line -> !lines.contains(line)).hasSize(1)
                    .allMatch(line -> line.contains("generated"));
        }
    }
}
