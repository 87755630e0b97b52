package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.report.Report;
import assay.core.run.Job;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventType;
import assay.events.JobEvent.ReportPublished;
import assay.log.CloudEventLines;
import assay.log.EventSchemas;
import assay.report.ReportFile;
import assay.report.ReportRenderer;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whole logs of real runs, as builds of long ago wrote them: {@code NAME.jsonl} is never changed, and what this build makes of it stands beside it.
 * {@code -Dgolden.update=true} rewrites that; a difference in it is a difference in what old runs are.
 */
class GoldenRunsTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden-runs");
    private static final String LOG = ".jsonl";
    private static final Instant GENERATED = Instant.parse("2026-11-27T00:00:00Z");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Map<EventType, Schema> SCHEMAS = new HashMap<>();

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(LOG)).map(name -> name.substring(0, name.length() - LOG.length())).sorted().toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldFitTheSchemas(String name) throws IOException {
        for (String line : lines(name)) {
            JsonNode event = MAPPER.readTree(line);
            EventType type = EventType.named(event.path("type").asString()).orElseThrow();
            assertThat(schema(type).validate(event.path("data").toString(), InputFormat.JSON)).as(line).extracting(Error::toString).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldBeFoldedAsEver(String name) throws IOException {
        // given
        Runs runs = Runs.of("");

        // when
        entries(name).forEach(runs::take);

        // then
        assertThat(runs.all()).hasSize(1);
        assertGolden(name + ".state.txt", state(runs.all().iterator().next(), runs));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldBeToldAsEver(String name) throws IOException {
        // given
        Story story = new Story();

        // when
        String told = envelopes(name).stream().map(envelope -> story.line(envelope) + "\n").collect(Collectors.joining());

        // then
        assertGolden(name + ".story.txt", told);
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldBeReportedAsEver(String name) throws IOException {
        // given
        List<Envelope> log = envelopes(name);

        // when
        Report report = Report.of(log);
        ReportFile page = new ReportRenderer().render(report, GENERATED).files().stream().filter(file -> file.path().equals(ReportRenderer.MARKDOWN)).findFirst().orElseThrow();

        // then
        assertGolden(name + ".report.md", new String(page.bytes(), StandardCharsets.UTF_8));
        // Reasons may be put better, verdict and figures may not change.
        log.stream().map(Envelope::event).filter(ReportPublished.class::isInstance).map(ReportPublished.class::cast)
                .forEach(published -> assertThat(report.published(published.artifacts(), published.generated())).usingRecursiveComparison().ignoringFields("reasons")
                        .isEqualTo(published));
    }

    private static String state(Run run, Runs runs) {
        List<String> lines = new ArrayList<>(List.of("run " + run.id(), "stage " + run.stage().getClass().getSimpleName(), "state " + ListedRun.state(run),
                "verdict " + run.report().map(report -> report.verdict().name()).orElse("none"), "superseded " + run.book().superseded(), "dead letters " + runs.deadLetters().newest().size()));
        for (Job job : run.all()) {
            lines.add("job " + job.name() + ": " + job.state().getClass().getSimpleName() + ", attempt " + job.attempt() + ", reports " + job.reports().size() + ", windows "
                    + job.measurements().keySet());
        }
        return String.join("\n", lines) + "\n";
    }

    private static Schema schema(EventType type) {
        return SCHEMAS.computeIfAbsent(type, wanted -> SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(EventSchemas.text(wanted), InputFormat.JSON));
    }

    private static void assertGolden(String file, String text) throws IOException {
        Path golden = DIRECTORY.resolve(file);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    private static List<String> lines(String name) throws IOException {
        return Files.readAllLines(DIRECTORY.resolve(name + LOG));
    }

    private static List<Entry> entries(String name) throws IOException {
        return lines(name).stream().map(CloudEventLines::read).toList();
    }

    private static List<Envelope> envelopes(String name) throws IOException {
        return entries(name).stream().map(entry -> ((Entry.Readable) entry).envelope()).toList();
    }
}
