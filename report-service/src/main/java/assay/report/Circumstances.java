package assay.report;

import static assay.report.Tables.table;

import assay.core.report.Efficiency;
import assay.core.report.Header;
import assay.core.report.JobRow;
import assay.core.report.Numbers;
import assay.core.report.Report;
import assay.core.report.ServiceFacts;
import assay.core.report.Timeline;
import assay.events.FileFact;
import assay.events.JobEvent.MetricSummary;
import assay.events.JobEvent.RunCleaned;
import assay.report.Document.Listing;
import assay.report.Document.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands around the figures: where and when it ran, what it cost, what was left, and how to do it again. */
final class Circumstances {
    private static final int MOST_NAMED = 6;
    private final Report report;
    private final String recipe;

    Circumstances(Report report, String recipe) {
        this.report = report;
        this.recipe = recipe;
    }

    List<Table> timeline() {
        Tables timings = table("How long the steps took; of several jobs the shortest and the longest", "service or client", "step", "#jobs", "#time");
        for (Timeline.Timing timing : report.timeline().timings()) {
            timings.row(run(timing.subject()), timing.what(), timing.subject().isEmpty() ? "" : String.valueOf(timing.times()),
                    span(hundredths(timing.shortest()), hundredths(timing.longest())) + " s");
        }
        Tables milestones = table("What happened, in the order of the log; what a job says of itself bears the job's own clock", "#seconds", "at (UTC)", "job", "what");
        for (Timeline.Milestone milestone : report.timeline().milestones()) {
            milestones.row(String.format(Locale.ROOT, "%.3f", milestone.seconds()), Times.millisecond(milestone.at()), run(milestone.subject()), milestone.what());
        }
        return joined(timings.done(), milestones.done());
    }

    private static String span(String shortest, String longest) {
        return shortest.equals(longest) ? longest : shortest + " – " + longest;
    }

    private static String hundredths(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }

    String nodeSeconds() {
        Efficiency efficiency = report.efficiency();
        return Numbers.value(efficiency.billed()) + " node-seconds billed, " + Numbers.nodeSeconds(efficiency.measured()) + " inside measured windows ("
                + Numbers.percent(efficiency.ratio()) + ").";
    }

    List<Table> efficiency() {
        Tables table = table("Where the node-seconds went: the parts add up to what was billed", "service or client", "while", "#node-seconds", "#of billed");
        Efficiency efficiency = report.efficiency();
        if (efficiency.billed() > 0) {
            table.row("all", "measuring", Numbers.nodeSeconds(efficiency.measured()), Numbers.percent(efficiency.ratio()));
        }
        efficiency.rest().forEach(share -> table.row(share.component(), share.activity(), Numbers.nodeSeconds(share.nodeSeconds()), Numbers.percent(share.nodeSeconds() / efficiency.billed())));
        return table.done();
    }

    /** What was not sampled, behind what else there is to say of the metrics. */
    List<String> metricNotes(List<String> more) {
        List<String> notes = new ArrayList<>(more);
        if (report.metrics().isEmpty()) {
            notes.add("No metric was sampled.");
        }
        notes.addAll(Sources.notes(report.metrics()));
        report.metricGaps().forEach(gap -> notes.add("Not measured: " + gap));
        return notes;
    }

    List<Table> metrics() {
        Tables table = table("Metrics over the measured windows", "job", "source", "metric", "#samples", "#mean", "#largest");
        for (MetricSummary metric : report.metrics()) {
            Scale scale = Scale.of(metric.metric(), metric.max());
            table.row(metric.job().value(), metric.source(), scale.words(), Numbers.count(metric.samples()), metric.samples() == 0 ? "" : scale.words(metric.mean()),
                    metric.samples() == 0 ? "" : scale.words(metric.max()));
        }
        return table.done();
    }

    List<Table> environment() {
        Header header = report.header();
        Tables run = table("The run", "what", "value").row("run", header.run().value()).row("requested (UTC)", Times.second(header.requested()))
                .row("finished (UTC)", Times.second(header.finished())).row("outcome", header.outcome() + (header.detail().isEmpty() ? "" : ": " + header.detail()))
                .row("submitted by", header.submitter()).row("cluster profile", header.site()).row("cluster", header.cluster()).row("run directory", header.runDirectory());
        if (!header.origin().none()) {
            run.row("repeats", "run " + header.origin().run() + ", anew from " + header.origin().from() + " on");
        }
        header.clusterFacts().forEach((name, value) -> run.row("cluster: " + name, value));
        header.labels().forEach((name, value) -> run.row("label: " + name, value));
        Tables services = table("Services as they ran", "service", "version", "program", "endpoint used", "addresses announced", "#ready after");
        for (ServiceFacts service : report.services()) {
            services.row(service.service(), service.version(), service.image().isEmpty() ? "the host's own" : service.image(), service.endpoint(),
                    String.join(", ", service.addresses()), service.becameReady() ? Numbers.seconds(service.secondsToReady()) : "never");
        }
        Tables images = table("Container images as jobs entered them", "job", "image", "runtime", "sha256");
        report.images().forEach(image -> images.row(image.job(), image.image(), image.runtime(), image.sha256().isEmpty() ? "a directory" : image.sha256()));
        return joined(joined(run.done(), services.done()), joined(staged(), images.done()));
    }

    private List<Table> staged() {
        Tables table = table("Staged before the first job was submitted; not in any measured time", "reference", "kind", "#bytes", "sha256", "#took", "cached", "path");
        report.staged().forEach(staged -> table.row(staged.name(), staged.kind(), Numbers.count(staged.bytes()), staged.digest(), Numbers.seconds(staged.seconds()),
                staged.cached() ? "yes" : "no", staged.path()));
        return table.done();
    }

    List<Table> jobs() {
        Tables table = table("Every attempt of every job", "job", "kind", "cluster job", "nodes", "state", "#exit code", "#node-seconds", "account", "cause", "token");
        for (JobRow job : report.jobs()) {
            table.row(job.job(), job.kind(), job.clusterJob(), job.nodes(), job.state().name(), job.exitCode() < 0 ? "unknown" : String.valueOf(job.exitCode()),
                    Numbers.value(job.nodeSeconds()), job.account(), job.cause(), job.token());
        }
        return table.done();
    }

    List<String> cleanupNotes() {
        if (report.cleanup().isEmpty()) {
            return List.of("There is no proof that the run was cleaned up.");
        }
        RunCleaned cleaned = report.cleanup().getFirst();
        List<String> notes = new ArrayList<>(List.of("Nothing of the run is left on the cluster. Ended: " + ended(cleaned.ended()) + "."));
        cleaned.unverified().forEach(what -> notes.add("Could not be looked at: " + what));
        cleaned.kept().forEach(what -> notes.add("Kept on purpose: " + what));
        return notes;
    }

    /** Each attempt by name, many by their states. */
    private static String ended(List<String> ended) {
        if (ended.size() <= MOST_NAMED) {
            return ended.isEmpty() ? "no job" : String.join("; ", ended);
        }
        Map<String, Long> states = ended.stream().collect(Collectors.groupingBy(one -> one.substring(one.indexOf(' ') + 1), LinkedHashMap::new, Collectors.counting()));
        return ended.size() + " attempts (" + states.entrySet().stream().map(state -> state.getValue() + " " + state.getKey()).collect(Collectors.joining(", ")) + ")";
    }

    List<Table> checksums() {
        Tables table = table("What was submitted, as it lies in the run directory", "what", "file", "sha256")
                .row("recipe " + report.header().source(), "recipe.yaml", report.header().recipeDigest());
        report.scripts().forEach(script -> table.row("script of " + script.job(), file(script), script.sha256()));
        return table.done();
    }

    List<Listing> listings() {
        List<Listing> listings = new ArrayList<>();
        if (!report.submitted().isEmpty()) {
            listings.add(Listing.folded("Recipe as submitted", report.submitted()));
        }
        if (!recipe.isEmpty()) {
            listings.add(Listing.folded("Recipe as resolved, every default filled in", recipe));
        }
        report.scripts().forEach(script -> listings.add(new Listing("Script of " + script.job(), script.text(), false, file(script))));
        return listings;
    }

    private static String file(Report.Script script) {
        return "scripts/" + script.job() + ".sh";
    }

    List<Table> artifacts() {
        Tables table = table("Files of the run; logs and results are relative to the run directory", "path", "#bytes", "sha256");
        for (FileFact file : report.artifacts()) {
            table.row(file.path(), Numbers.count(file.bytes()), file.sha256());
        }
        return table.done();
    }

    private static String run(String subject) {
        return subject.isEmpty() ? "run" : subject;
    }

    private static List<Table> joined(List<Table> first, List<Table> second) {
        List<Table> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
