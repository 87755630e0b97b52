package assay.cli;

import assay.cli.Forecast.Outlook;
import assay.core.report.Numbers;
import assay.events.JobEvent.ArtifactChecked;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.JobChecked;
import assay.events.JobName;
import assay.events.Limit;
import assay.events.PlannedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells what a run would do, to people and to programs. Pure. */
record PlanText(Forecast forecast, Terminal terminal) {
    /** For people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        say(lines, ("plan of " + forecast.recipe().name() + "   cluster " + forecast.cluster().adapter() + " "
                + forecast.cluster().facts().getOrDefault("version", "")).stripTrailing());
        lines.addAll(jobs());
        say(lines, String.format(Locale.ROOT, "worst case %.2f node-hours", forecast.hours()));
        forecast.jobs().stream().filter(outlook -> outlook.idleSeconds() > 0).forEach(outlook -> say(lines, idle(outlook)));
        forecast.limits().forEach(limit -> say(lines, "limit of the cluster: " + words(limit)));
        forecast.jobs().forEach(outlook -> say(lines, outlook.job().name() + (outlook.job().inside() ? " begins " : " is submitted ") + when(outlook.job()) + "; the cluster says: " + said(outlook.check())));
        forecast.artifacts().forEach(artifact -> say(lines, words(artifact)));
        forecast.warnings().forEach(warning -> say(lines, "warning: " + warning));
        say(lines, "nothing was submitted");
        return lines;
    }

    private void say(List<String> lines, String words) {
        lines.addAll(terminal.fitting(words));
    }

    private static String said(JobChecked check) {
        return check.message().isEmpty() ? "it would take it" : CheckWords.of(check.message());
    }

    private List<String> jobs() {
        Table table = new Table(List.of("JOB", "NODES", "LIMIT", "TRIES", "NODE-HOURS", "WINDOWS"), Set.of(1, 2, 3, 4));
        for (Outlook outlook : forecast.jobs()) {
            PlannedJob job = outlook.job();
            table.row(List.of(job.name().value(), String.valueOf(job.nodes()), Moments.words(Duration.ofSeconds(job.timeLimitSeconds())),
                    String.valueOf(job.attempts()), String.format(Locale.ROOT, "%.2f", job.worstCaseNodeHours()), windows(job.work())));
        }
        return table.lines("  ", terminal);
    }

    private static String windows(PlannedJob.Work work) {
        if (work.windows() == 0) {
            return "";
        }
        int last = work.first() + work.windows() - 1;
        return (work.windows() == 1 ? String.valueOf(last) : work.first() + "-" + last)
                + (work.replicas() == 1 ? "" : ", replica " + work.replica() + "/" + work.replicas());
    }

    private static String when(PlannedJob job) {
        List<String> conditions = new ArrayList<>();
        if (!job.needs().isEmpty() && !job.early()) {
            conditions.add(names(job.needs()) + are(job.needs()) + "ready");
        }
        if (!job.after().isEmpty()) {
            conditions.add(names(job.after()) + are(job.after()) + "over");
        }
        String when = conditions.isEmpty() ? "" : "when " + String.join(" and ", conditions);
        String early = job.early() && !job.needs().isEmpty() ? "with " + names(job.needs()) + ", waits inside" : "";
        return when.isEmpty() && early.isEmpty() ? "at once" : early.isEmpty() || when.isEmpty() ? early + when : early + "; " + when;
    }

    private static String names(List<JobName> jobs) {
        return jobs.stream().map(JobName::value).collect(Collectors.joining(", "));
    }

    private static String are(List<JobName> jobs) {
        return jobs.size() == 1 ? " is " : " are ";
    }

    private static String idle(Outlook outlook) {
        return String.format(Locale.ROOT, "%s may idle for %s%s: %.2f node-hours of these", outlook.job().name(),
                Moments.words(Duration.ofSeconds(outlook.idleSeconds())),
                outlook.job().kind() == PlannedJob.Kind.SERVICE ? " while its clients queue" : " while its services start", outlook.idleNodeHours());
    }

    private static String words(Limit limit) {
        return limit.word() + " " + limit.most() + " (" + limit.scope() + " " + limit.name() + ")";
    }

    private static String words(ArtifactChecked artifact) {
        return artifact.kind() + " " + artifact.name() + (artifact.bytes() > 0 ? ", " + Numbers.bytes(artifact.bytes()) : ", size not known") + (artifact.present() ? " is there: " : " is not staged yet: ")
                + artifact.detail();
    }

    /** For programs. */
    Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        ClusterObserved cluster = forecast.cluster();
        object.put("recipe", forecast.recipe().name());
        object.put("cluster", Map.of("adapter", cluster.adapter(), "facts", cluster.facts(), "limits", cluster.limits()));
        object.put("worstCaseNodeHours", forecast.hours());
        object.put("idleNodeHours", forecast.jobs().stream().mapToDouble(Outlook::idleNodeHours).sum());
        object.put("jobs", forecast.jobs().stream().map(PlanText::object).toList());
        object.put("artifacts", forecast.artifacts());
        object.put("warnings", forecast.warnings());
        return object;
    }

    private static Map<String, Object> object(Outlook outlook) {
        PlannedJob job = outlook.job();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", job.name().value());
        object.put("kind", job.kind().name());
        object.put("component", job.component());
        object.put("needs", job.needs().stream().map(JobName::value).toList());
        object.put("after", job.after().stream().map(JobName::value).toList());
        object.put("early", job.early());
        object.put("nodes", job.nodes());
        object.put("timeLimitSeconds", job.timeLimitSeconds());
        object.put("attempts", job.attempts());
        object.put("work", job.work());
        object.put("worstCaseNodeHours", job.worstCaseNodeHours());
        object.put("idleNodeHours", outlook.idleNodeHours());
        object.put("accepted", outlook.check().accepted());
        object.put("clusterSays", outlook.check().message());
        object.put("sha256", outlook.script().sha256());
        object.put("script", outlook.script().script());
        return object;
    }
}
