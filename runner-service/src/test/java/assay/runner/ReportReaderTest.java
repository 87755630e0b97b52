package assay.runner;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.runner.RunnerEffect.Reports;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {
    private static final String NAME = Examples.DB + ".4711.0.000002.json";
    private static final String AT = "1795447975.115123";
    private final FakeCluster cluster = Examples.cluster();
    private final ReportReader reader = new ReportReader(cluster);

    private List<JobReported> read() {
        return reader.news(List.of(new Reports(Examples.RUN, Examples.DIRECTORY, Set.of())));
    }

    @Test
    void shouldReadWhatAJobSays() {
        // given
        cluster.store.write(Examples.DIRECTORY, "events/" + NAME, Examples.json(Examples.DB, "4711", 2, AT, "READY", ",\"port\":\"20417\",\"host\":\"n1\""));
        // when
        List<JobReported> reports = read();
        // then
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.kind()).isEqualTo(ReportKind.READY);
            assertThat(report.at()).isEqualTo(Instant.ofEpochSecond(1795447975L, 115_123_000));
            assertThat(report.details()).containsExactly(java.util.Map.entry("port", "20417"), java.util.Map.entry("host", "n1"));
        });
    }

    @Test
    void shouldReadTheOtherFilesBesideABrokenOne() {
        // given
        cluster.store.write(Examples.DIRECTORY, "events/000.json", "{half");
        cluster.store.write(Examples.DIRECTORY, "events/" + NAME, Examples.json(Examples.DB, "4711", 2, AT, "STARTED", ""));
        // when
        List<JobReported> reports = read();
        // then
        assertThat(reports).hasSize(1);
    }

    @Test
    void shouldIgnoreAFileThatDoesNotBearItsOwnName() {
        // given
        String json = Examples.json(Examples.DB, "4711", 2, AT, "STARTED", "");
        // when
        Optional<JobReported> report = ReportReader.parse(Examples.event("other.json", json), Examples.RUN);
        // then
        assertThat(report).isEmpty();
    }

    @Test
    void shouldIgnoreAnotherRunsToken() {
        // given
        String token = "db-a1.aaaaaaaaaa.l0g1d234.assay";
        String json = Examples.json(new assay.events.Token(token), "4711", 2, AT, "STARTED", "");
        // when
        Optional<JobReported> report = ReportReader.parse(Examples.event(token + ".4711.0.000002.json", json), Examples.RUN);
        // then
        assertThat(report).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1", "NaN", "", "99999999999999999999", "1.1234567890", "0x10"})
    void shouldIgnoreATimeThatIsNone(String at) {
        // given
        String json = Examples.json(Examples.DB, "4711", 2, at, "STARTED", "");
        // when
        Optional<JobReported> report = ReportReader.parse(Examples.event(NAME, json), Examples.RUN);
        // then
        assertThat(report).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"text\"", "{}", "{\"token\":{}}", "\u0000", "{\"token\":\"x\"}"})
    void shouldIgnoreWhatIsNoEvent(String text) {
        // given
        String name = NAME;
        // when
        Optional<JobReported> report = ReportReader.parse(Examples.event(name, text), Examples.RUN);
        // then
        assertThat(report).isEmpty();
    }

    @Test
    void shouldBoundAndCleanTheDetails() {
        // given
        String details = ",\"long\":\"" + "x".repeat(50_000) + "\",\"half\":\"\\ud800\",\"control\":\"a\\u0000b\",\"object\":{\"a\":1}";
        String json = Examples.json(Examples.DB, "4711", 2, AT, "STOPPED", details);
        // when
        JobReported report = ReportReader.parse(Examples.event(NAME, json), Examples.RUN).orElseThrow();
        // then
        assertThat(report.details().get("long").length()).isLessThan(2_100);
        assertThat(report.details()).containsEntry("half", "\ufffd").containsEntry("control", "a b").containsEntry("object", "");
    }

    @Test
    void shouldTakeManyFilesInSeveralTurns() {
        // given
        for (int sequence = 1; sequence <= 700; sequence++) {
            cluster.store.write(Examples.DIRECTORY, String.format("events/%s.4711.0.%06d.json", Examples.DB, sequence),
                    Examples.json(Examples.DB, "4711", sequence, AT, "PHASE", ""));
        }
        // when
        List<JobReported> reports = read();
        // then
        assertThat(reports).hasSize(500);
    }
}
