package assay.cluster.doctor;

import assay.cluster.Cluster;
import assay.cluster.Cluster.Check;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.Cluster.Submission;
import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import assay.cluster.command.Commands;
import assay.events.RunId;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What only a job can tell: it is submitted, looks around on a node, and is gone with its directory when this is over. Used by one thread;
 * {@link #close} by any.
 */
public final class JobCheck implements AutoCloseable {
    private static final String NAME = "job";
    private static final String HELLO = "probe/hello";
    private static final Duration UNTIL_SEEN = Duration.ofSeconds(40);
    private static final Duration UNTIL_DONE = Duration.ofMinutes(ProbeScript.MINUTES);
    private static final Duration LEAST_BETWEEN = Duration.ofMillis(500);
    private final Cluster cluster;
    private final Patient patient;
    private final Wish wish;
    private final ProbeJob probe;

    /**
     * How the job is wanted.
     *
     * @param id       of its run directory and its token
     * @param patience how long it may wait for its start
     * @param advice   what to do about a reason to wait, in the cluster's words
     */
    public record Wish(RunId id, Duration patience, UnaryOperator<String> advice) {
    }

    /** Submits nothing yet. */
    public JobCheck(Cluster cluster, Commands commands, Patient patient, Wish wish, InstantSource clock) {
        this.cluster = cluster;
        this.patient = patient;
        this.wish = wish;
        Duration floor = Duration.ofMillis((long) (patient.site().floors().getOrDefault("queue", 0.0) * 1_000));
        this.probe = new ProbeJob(cluster, commands, patient.runRoot(), wish.id(), clock, floor.compareTo(LEAST_BETWEEN) > 0 ? floor : LEAST_BETWEEN);
    }

    /** Looks, and tells of each finding as soon as there is one. Whatever happens, the job and its directory are gone afterwards. */
    public void tell(Consumer<Finding> findings) throws InterruptedException {
        try {
            examine(findings);
        } catch (ClusterSilentException | ClusterRefusedException e) {
            findings.accept(Finding.broken(NAME, "the cluster does not answer: " + e.getMessage(), "try again when it does"));
        } catch (UncheckedIOException e) {
            findings.accept(Finding.broken("run directory", e.getMessage(), "set run_root to a directory of yours that all nodes mount, in a profile"));
        } finally {
            close();
        }
    }

    private void examine(Consumer<Finding> findings) throws InterruptedException {
        List<Integer> sizes = alone() ? List.of(1) : List.of(2, 1);
        String refusal = "";
        for (int nodes : sizes) {
            String script = ProbeScript.of(patient, nodes, knowsDeadlines() ? wish.patience() : Duration.ZERO);
            Check taken = cluster.check(script, probe.directory());
            if (taken.accepted()) {
                run(script, nodes, refusal, findings);
                return;
            }
            refusal = taken.message();
        }
        findings.accept(Finding.broken(NAME, "the cluster would not take it: " + refusal, "change what is asked of Slurm in " + patient.writtenIn()));
    }

    private void run(String script, int nodes, String refusalOfTwo, Consumer<Finding> findings) throws InterruptedException {
        switch (probe.submit(script)) {
            case Submission.Accepted accepted -> await(nodes, refusalOfTwo, findings);
            case Submission.Refused refused -> findings.accept(Finding.broken(NAME, "it was refused: " + refused.message(), "change what is asked of Slurm in " + patient.writtenIn()));
            case Submission.Ambiguous unclear -> findings.accept(Finding.broken(NAME, "whether it was submitted is not clear: " + unclear.message(),
                    "look for jobs called doctor-…assay (`squeue --me`); one that was submitted ends within " + ProbeScript.MINUTES + " minutes of its start"));
        }
    }

    private void await(int nodes, String refusalOfTwo, Consumer<Finding> findings) throws InterruptedException {
        long begun = System.nanoTime();
        ProbeJob.Moment start = probe.awaitStart(HELLO, wish.patience());
        Duration waited = Duration.ofNanos(System.nanoTime() - begun);
        if (start.file().isEmpty() && start.job().isEmpty()) {
            findings.accept(pending(waited));
            return;
        }
        ProbeJob.Moment hello = start.file().isPresent() ? start : probe.await(HELLO, UNTIL_SEEN);
        if (hello.file().isEmpty()) {
            findings.accept(unseen(hello));
            return;
        }
        probe.write("probe/answer");
        findings.accept(Finding.good(NAME, name() + " was submitted and ran within " + Shown.seconds(waited) + probe.listed().map(job -> ", on " + job.nodes()).orElse("")));
        List<Finding> usage = usage();
        ProbeJob.Moment done = probe.await("probe/facts", UNTIL_DONE);
        if (done.file().isEmpty()) {
            findings.accept(ended(done));
            return;
        }
        Facts facts = Facts.of(done.file().get());
        new JobFindings(patient, facts, hello.at()).all().forEach(findings);
        new PortFindings(patient, facts, nodes, refusalOfTwo, alone()).all().forEach(findings);
        usage.forEach(findings);
        probe.write("probe/leave");
    }

    private Finding pending(Duration waited) {
        String reason = probe.listed().map(ListedJob::reason).orElse("the cluster does not list it");
        return Finding.doubtful(NAME, name() + " still waited after " + Shown.seconds(waited) + " and was cancelled: " + reason,
                wish.advice().apply(reason) + ", or give it longer (--wait 10m)");
    }

    private Finding unseen(ProbeJob.Moment moment) {
        String how = moment.job().map(job -> name() + " ended (" + job.word() + ", exit code " + job.exitCode() + ")").orElse(name() + " runs");
        String log = probe.log();
        return Finding.broken("run directory", how + ", and nothing that it wrote is seen in " + probe.directory() + (log.isEmpty() ? "" : "; it said: " + log),
                "the nodes do not see the run root, or may not write there: set run_root to a directory of yours that all nodes mount, in a profile");
    }

    private Finding ended(ProbeJob.Moment moment) {
        String how = moment.job().map(job -> "ended early (" + job.word() + " " + job.reason() + ")").orElse("did not finish within " + UNTIL_DONE.toMinutes() + " minutes");
        return Finding.broken(NAME, name() + " " + how + (probe.log().isEmpty() ? "" : "; it said: " + probe.log()), "try again, and submit a job by hand (`sbatch`) when it comes again");
    }

    /** Whether a job can be told to be gone unless it starts in time; else this removes it, and where this dies it ends soon after its start. */
    private boolean knowsDeadlines() {
        return cluster.adapter().equals("slurm");
    }

    /** Whether jobs run on one machine, without a queue. */
    private boolean alone() {
        return cluster.adapter().equals("local");
    }

    private String name() {
        return "job " + probe.job().map(ref -> ref.id().value()).orElse("");
    }

    private List<Finding> usage() {
        List<Finding> findings = new ArrayList<>(1);
        probe.job().ifPresent(job -> {
            try {
                boolean told = !cluster.usage(List.of(job)).isEmpty();
                findings.add(told ? Finding.good("resource use", "of the job's steps is told") : Finding.doubtful("resource use", "nothing is told of the job's steps",
                        "the nodes' daemons cannot be asked from here (sstat), or accounting is not gathered (JobAcctGatherType): memory and CPU come from the sampler in the job alone"));
            } catch (ClusterSilentException | ClusterRefusedException e) {
                findings.add(Finding.doubtful("resource use", "is not told: " + e.getMessage(), "memory and CPU come from the sampler in the job alone"));
            }
        });
        return findings;
    }

    @Override
    public void close() {
        probe.close();
    }
}
