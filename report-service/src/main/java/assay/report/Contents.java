package assay.report;

import static assay.report.Tables.table;

import assay.core.report.Check;
import assay.core.report.ConditionResult;
import assay.core.report.Failure;
import assay.core.report.Numbers;
import assay.core.report.Report;
import assay.events.JobEvent.Evidence;
import assay.report.Document.Listing;
import assay.report.Document.Section;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what stands in a report and in which order: the verdict here, what was measured in {@link Figures}, the run's circumstances in {@link Circumstances}. */
final class Contents {
    private final Report report;
    private final Circumstances circumstances;
    private final Charts charts;
    private final Figures figures;

    Contents(Report report, String recipe) {
        this.report = report;
        this.circumstances = new Circumstances(report, recipe);
        this.charts = new Charts(report);
        this.figures = new Figures(report, charts);
    }

    Document document(Instant generated) {
        List<Section> sections = new ArrayList<>(List.of(failures(), figures.figures(), figures.windows(), validity(),
                new Section("timeline", "Timeline", List.of(), charts.timeline(), circumstances.timeline(), List.of()),
                new Section("efficiency", "Node-seconds", List.of(circumstances.nodeSeconds()), List.of(), circumstances.efficiency(), List.of()),
                new Section("metrics", "Resource usage", circumstances.metricNotes(charts.undrawn()), charts.metrics(), circumstances.metrics(), List.of()),
                new Section("environment", "Environment", List.of(), List.of(), circumstances.environment(), List.of()),
                new Section("jobs", "Jobs and clean-up", circumstances.cleanupNotes(), List.of(), circumstances.jobs(), List.of()),
                new Section("recipe", "Recipe and scripts", List.of(), List.of(), circumstances.checksums(), circumstances.listings()),
                new Section("artifacts", "Artifacts", List.of(), List.of(), circumstances.artifacts(), List.of()),
                new Section("method", "Method", Method.notes(report), List.of(), List.of(), List.of())));
        sections.removeIf(Section::empty);
        String verdict = report.verdict().name();
        return new Document(report.header().name(), report.header().description(), facts(), verdict, verdict.toLowerCase(Locale.ROOT), evidence(), conditions(), conditionsClass(), report.reasons(), figures.cards(), sections,
                generated.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** What a reader needs beside the figures: which run, where, when, and under which load. */
    private List<String> facts() {
        List<String> facts = new ArrayList<>(List.of("run " + report.header().run(), report.header().outcome().toLowerCase(Locale.ROOT)));
        if (!report.header().cluster().isEmpty()) {
            facts.add("cluster " + report.header().cluster() + (List.of("", "auto", report.header().cluster()).contains(report.header().site()) ? "" : ", profile " + report.header().site()));
        }
        facts.add("requested " + Times.second(report.header().requested()) + " UTC");
        facts.add("took " + Numbers.seconds(report.timeline().timings().getLast().longest()));
        if (!report.header().runDirectory().isEmpty()) {
            facts.add("run directory " + report.header().runDirectory());
        }
        report.clients().stream().filter(client -> !client.loadModel().isEmpty()).forEach(client -> facts.add("client " + client.client() + ": " + client.loadModel()));
        return facts;
    }

    private String evidence() {
        return switch (report.verdict()) {
            case VALID, SUSPECT -> report.evidence() == Evidence.REPORTABLE ? "reportable" : "first look";
            case INVALID -> "not to be used";
        };
    }

    private String conditions() {
        return report.slo().isEmpty() ? "" : "SLO " + report.slo().stream().filter(ConditionResult::met).count() + "/" + report.slo().size() + " met";
    }

    private String conditionsClass() {
        return report.slo().stream().allMatch(ConditionResult::met) ? "met" : "unmet";
    }

    private Section failures() {
        List<Listing> logs = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Failure failure : report.failures()) {
            notes.add((failure.job().isEmpty() ? "" : failure.job() + ": ") + failure.what());
            if (!failure.lastLogLines().isEmpty()) {
                logs.add(new Listing("Last lines of the log of " + failure.job(), String.join("\n", failure.lastLogLines()), true, ""));
            }
        }
        return new Section("failure", "Why the run did not complete", notes, List.of(), List.of(), logs);
    }

    private Section validity() {
        List<String> notes = new ArrayList<>();
        report.warnings().forEach(warning -> notes.add("To be known: " + warning));
        if (!report.evidenceGaps().isEmpty()) {
            notes.add("Not reportable, because: " + String.join("; ", report.evidenceGaps()) + ".");
        }
        Tables table = table("Validity checks; the worst one is the verdict", "about", "check", "found", "expected", "result");
        for (Check check : report.checks()) {
            table.marked(check.result().name().toLowerCase(Locale.ROOT), check.about().isEmpty() ? "run" : check.about(), check.name(), check.measured(),
                    check.expected(), check.result().name());
        }
        return new Section("validity", "Validity", notes, List.of(), table.done(), List.of());
    }
}
