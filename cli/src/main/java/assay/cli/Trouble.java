package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.PendingReason;
import assay.core.run.Stage;
import assay.events.ClusterState;
import assay.events.Problem;
import assay.events.RerunStep;
import assay.events.recipe.Connect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The block at the end of a run that did not complete: what failed, where, why in Slurm's words, the last log lines, and what to do next. Pure. */
record Trouble(Snapshot end, Stage.Finished finished, String shortId) {
    private static final int LOG_LINES = 10;
    private static final String NEXT = "  next: ";

    /** All of it. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<Problem> problems = moments().problems();
        boolean told = finished.detail().isEmpty() || problems.stream().anyMatch(problem -> problem.message().contains(finished.detail()));
        lines.add(finished.outcome() + (told ? "" : "   " + finished.detail()));
        problems.forEach(problem -> lines.add("  " + problem));
        List<Job> failed = end.run().all().stream().filter(this::failed).toList();
        failed.forEach(job -> lines.addAll(failure(job, finished.detail())));
        List<String> next = next(failed);
        for (int i = 0; i < next.size(); i++) {
            lines.add((i == 0 ? NEXT : " ".repeat(NEXT.length())) + next.get(i));
        }
        return lines;
    }

    /** Whether the recipe's text was read, and not a recorded one to be taken over. */
    private boolean readAnew() {
        return moments().origin().none() || moments().origin().from(RerunStep.PARSE);
    }

    private Moments moments() {
        return new Moments(end.events());
    }

    /** What only went down with the rest is not worth a line. */
    private boolean failed(Job job) {
        return job.state() instanceof JobState.Ended ended && ended.event().exitCode() != 0
                && (ended.event().state() != ClusterState.CANCELLED || job.stop().isEmpty() || PendingReason.of(waitedFor(ended)) != PendingReason.WAITS);
    }

    private String waitedFor(JobState.Ended ended) {
        return moments().waitedFor(ended.event().token());
    }

    private static List<String> failure(Job job, String told) {
        List<String> lines = new ArrayList<>();
        if (job.state() instanceof JobState.Ended ended) {
            lines.add("  " + job.name() + ended.clusterJob().map(id -> " (job " + id + ")").orElse("") + ": " + EndWords.of(ended.event(), told));
            List<String> log = ended.event().lastLogLines();
            log.stream().skip(Math.max(0, log.size() - LOG_LINES)).forEach(line -> lines.add("    | " + line));
        }
        return lines;
    }

    private List<String> next(List<Job> failed) {
        return switch (finished.outcome()) {
            case REJECTED -> List.of(readAnew() ? "correct the recipe and run it again; nothing was submitted" : "ask for it again as said above; nothing was submitted");
            case REFUSED -> unstaged() ? List.of("mend what cannot be staged, as said above; `assay stage RECIPE` tries it without a run; nothing was submitted")
                    : List.of("change the recipe's slurm: keys or the cluster's profile, or run it where the cluster takes it"
                    + (end.run().all().stream().anyMatch(job -> job.state() instanceof JobState.Ended) ? "" : "; nothing was submitted"));
            case FAILED, FAULT -> afterFailure(failed);
            case CANCELLED, INTERRUPTED, COMPLETED, PLANNED, STAGED -> List.of("nothing of it is left on the cluster; run it again when you like");
        };
    }

    private boolean unstaged() {
        return end.run().staging().failure().isPresent() || end.run().staging().checked().values().stream().anyMatch(checked -> !checked.obstacle().isEmpty());
    }

    private static String by(Connect connect) {
        return "ssh" + (connect.config().isEmpty() ? "" : " -F " + connect.config()) + (connect.port() == 0 ? "" : " -p " + connect.port())
                + connect.options().stream().map(option -> " -o " + option).collect(Collectors.joining()) + " " + connect.ssh();
    }

    private List<String> afterFailure(List<Job> failed) {
        List<String> next = new ArrayList<>();
        failed.forEach(job -> advice(job).ifPresent(words -> next.add(job.name() + ": " + words)));
        if (finished.detail().contains("(max_idle)")) {
            next.add("let the service wait longer with max_idle, or its clients queue beside it with queue: early");
        }
        Optional<Connect> far = end.run().stage().knownRecipe().map(recipe -> recipe.site().connect()).filter(Connect::elsewhere);
        if (finished.detail().startsWith("the cluster does not answer") && far.isPresent()) {
            next.add("`" + by(far.get()) + " scontrol ping` shows whether it is reached and Slurm answers there; where a login asks for something, `assay connect "
                    + end.run().stage().knownRecipe().orElseThrow().site().name() + "`");
        } else if (finished.detail().startsWith("the cluster does not answer")) {
            next.add("`scontrol ping` shows whether Slurm answers; --set cluster=local runs it on this machine instead");
            next.add("a server keeps the environment that it was started in: if SLURM_CONF or PATH was set since, `assay server stop`, and the next command starts one that has it");
        }
        next.add("`assay events " + shortId + "` tells the story" + (end.run().all().stream().anyMatch(job -> job.state().attempt().isPresent())
                ? ", `assay logs " + shortId + "` shows the jobs' logs" : "; no job was submitted, so run it again when that is mended"));
        return next;
    }

    private Optional<String> advice(Job job) {
        return job.state() instanceof JobState.Ended ended ? moments().recipe().flatMap(recipe -> Advice.of(recipe, job, waitedFor(ended))) : Optional.empty();
    }
}
