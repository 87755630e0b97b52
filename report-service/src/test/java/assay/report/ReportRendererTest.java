package assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.report.Report;
import assay.core.report.Timeline;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.JobEvent;
import assay.testkit.SampleRun;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportRendererTest {
    private static final Instant GENERATED = Instant.parse("2026-11-23T19:00:00Z");
    private static final String HOSTILE = "<script>alert(1)</script> {{title}} | [x](javascript:y) `a` \"q\" 'r' & \u0007 \u202e\n# h";

    private final ReportRenderer renderer = new ReportRenderer();

    @Test
    void shouldWriteThreeFiles() {
        // when
        ReportFiles files = renderer.render(Report.of(SampleRun.log(3, 20)), GENERATED);

        // then
        assertThat(files.files()).extracting(ReportFile::path).containsExactly("report/report.md", "report/report.html", "report/result.json");
        assertThat(files.facts()).allSatisfy(fact -> assertThat(fact.sha256()).hasSize(64));
    }

    @Test
    void shouldDifferOnlyInTheLineThatSaysWhenItWasGenerated() {
        // given
        List<Envelope> log = SampleRun.log(3, 20);

        // when
        ReportFiles first = renderer.render(Report.of(log), GENERATED);
        ReportFiles second = new ReportRenderer().render(Report.of(new ArrayList<>(log)), GENERATED.plusSeconds(86_400));

        // then
        for (int i = 0; i < first.files().size(); i++) {
            List<String> one = text(first.files().get(i)).lines().toList();
            List<String> other = text(second.files().get(i)).lines().toList();
            assertThat(other).hasSameSizeAs(one);
            List<String> different = new ArrayList<>();
            for (int line = 0; line < one.size(); line++) {
                if (!one.get(line).equals(other.get(line))) {
                    different.add(one.get(line));
                }
            }
            assertThat(different).as(first.files().get(i).path()).singleElement().asString().contains("generated");
        }
        assertThat(renderer.render(Report.of(log), GENERATED).facts()).isEqualTo(first.facts());
    }

    @Test
    void shouldCarryTheFiguresInEveryForm() {
        // given
        Report report = Report.of(SampleRun.log(3, 20));

        // when
        ReportFiles files = renderer.render(report, GENERATED);

        // then
        for (ReportFile file : files.files()) {
            assertThat(text(file)).contains("VALID", "postgresql-tpcb", "closed, 4 clients", "192.0.2.11:20417", "PostgreSQL 15.18");
        }
        JsonNode json = JsonMapper.shared().readTree(text(files.files().getLast()));
        assertThat(json.get("schema").asString()).isEqualTo("assay.result.v1");
        assertThat(json.get("report").get("header").get("run").asString()).isEqualTo("7k3q2mabcd");
        assertThat(json.get("report").get("header").get("requested").asString()).isEqualTo("2026-11-23T18:31:00Z");
        assertThat(json.get("report").get("clients").get(0).get("headlines").get(0).get("value").asDouble()).isEqualTo(report.clients().getFirst().headlines().getFirst().value());
    }

    @Test
    void shouldDrawWellFormedChartsThatNeedNoNetwork() throws Exception {
        // when
        String html = html(Report.of(SampleRun.log(3, 20)));

        // then
        assertThat(html.split("<svg ", -1).length - 1).isEqualTo(5);
        assertThat(html).doesNotContain("<script", "<link", "url(", "@import").doesNotContainPattern("(src|href)=\"(?!#)");
        for (String part : html.split("(?=<svg )")) {
            if (part.startsWith("<svg ")) {
                String svg = part.substring(0, part.indexOf("</svg>") + 6);
                var parsed = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
                assertThat(parsed.getElementsByTagName("title").item(0).getTextContent()).isNotEmpty();
                assertThat(parsed.getElementsByTagName("desc").item(0).getTextContent()).isNotEmpty();
                assertThat(svg).doesNotContain("NaN", "Infinity");
            }
        }
    }

    @Test
    void shouldShowHostileTextAsText() {
        // when
        ReportFiles files = renderer.render(Report.of(SampleRun.named(HOSTILE, 1)), GENERATED);

        // then
        String markdown = text(files.files().get(0));
        String html = text(files.files().get(1));
        assertThat(html).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)&lt;/script&gt; {{title}}");
        assertThat(markdown.lines().findFirst().orElseThrow()).contains("\\<script\\>alert(1)\\</script\\>", "\\[x\\](javascript:y)", "\\|").contains("\\# h");
        assertThat(JsonMapper.shared().readTree(text(files.files().get(2))).get("report").get("header").get("name").asString()).isEqualTo(HOSTILE);
    }

    @Test
    void shouldFenceListingsThatHoldFences() {
        assertThat(MarkdownText.fenced("a\n```\nb````c")).isEqualTo("`````text\na\n```\nb````c\n`````");
    }

    @Test
    void shouldNameTheScriptsInMarkdownInsteadOfRepeatingThem() {
        // when
        ReportFiles files = renderer.render(Report.of(SampleRun.log(1, 5)), GENERATED);

        // then
        assertThat(text(files.files().get(0))).contains("Script of db: scripts/db.sh in the run directory").doesNotContain("exec true\n");
        assertThat(text(files.files().get(1))).contains("&amp;&amp; exec true\n");
    }

    @Test
    void shouldKeepANumberOnOneLineAndLeaveListingsAsTheyAre() {
        // given
        List<Envelope> log = Bent.copy(SampleRun.log(3, 20)).changed(event -> event instanceof JobEvent.JobScripted e && e.job().equals(SampleRun.DB.job())
                ? new JobEvent.JobScripted(e.job(), "seq 1 300\n", e.directives(), e.sha256()) : event).log();

        // then
        assertThat(html(Report.of(log))).contains("30\u00a0000 operations", "above 1\u00a0% the run is invalid", "seq 1 300\n");
    }

    @Test
    void shouldShowTheLogOfAFailedJobAtOnce() {
        // given
        List<Envelope> log = Bent.copy(SampleRun.log(1, 5)).changed(event -> switch (event) {
            case JobEvent.JobEnded e when e.token().equals(SampleRun.DB) ->
                new JobEvent.JobEnded(e.token(), ClusterState.FAILED, 3, "exit 3", List.of("no space left"), 1, List.of());
            case JobEvent.RunFinished e -> new JobEvent.RunFinished(JobEvent.Outcome.FAILED, "");
            case JobEvent e -> e;
        }).log();

        // then
        assertThat(html(Report.of(log))).contains("<details open><summary>Last lines of the log of db</summary>\n<pre>no space left</pre>",
                "<details><summary>Recipe as submitted");
    }

    @Test
    void shouldTellEveryActivityByALookOfItsOwn() {
        // given
        String style = html(Report.of(SampleRun.log(1, 5)));

        // then
        assertThat(Arrays.stream(Timeline.Activity.values()).map(activity -> Pattern.compile("svg \\." + activity.name().toLowerCase(Locale.ROOT) + " \\{ (.*?) }").matcher(style))
                .map(rule -> rule.find() ? rule.group(1) : "")).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void shouldWriteNoMomentFinerThanAMillisecond() {
        // given
        List<Envelope> log = SampleRun.log(1, 5).stream()
                .map(e -> new Envelope(e.id(), e.run(), e.source(), e.time().plusNanos(123_456_789), e.causationId(), e.event())).toList();

        // when
        ReportFiles files = renderer.render(Report.of(log), GENERATED);

        // then
        assertThat(text(files.files().get(0))).contains("2026-11-23 18:31:00.123").doesNotContainPattern("\\d\\d:\\d\\d:\\d\\d\\.\\d{4}");
    }

    @Test
    void shouldRenderEveryPrefixOfALog() {
        // given
        List<Envelope> log = SampleRun.log(1, 5);

        for (int length = 1; length <= log.size(); length++) {
            // when
            ReportFiles files = renderer.render(Report.of(log.subList(0, length)), GENERATED);

            // then
            assertThat(files.files()).hasSize(3).allSatisfy(file -> assertThat(text(file)).contains(file.path().endsWith("json") ? "\"generated\"" : "generated 2026"));
        }
    }

    private String html(Report report) {
        return text(renderer.render(report, GENERATED).files().get(1));
    }

    private static String text(ReportFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }
}
