package assay.runner;

import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.ClusterSilentException;
import assay.cluster.RemoteStore;
import assay.cluster.RemoteStore.Mode;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect;
import assay.core.runner.StagingEffect;
import assay.core.runner.StepEffect;
import assay.events.Token;
import assay.log.EffectRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Carries out the runner's effects, each by the doer that it belongs to. Effects run at the same time, on threads of their own. */
public final class RunnerEffects implements EffectRunner<RunnerEffect, RunnerAnswer> {
    private static final byte[] NOTHING = {};
    private static final Predicate<String> NAME = Pattern.compile("[A-Z_][A-Z0-9_]*").asMatchPredicate();
    private final Cluster cluster;
    private final Observation observation;
    private final Stager stager;
    private final Submissions submissions;
    private final JobTracker tracker;
    private final ReportReader reports;
    private final ResultReader results;
    private final Autopsy autopsy;
    private final CleanUp cleanUp;
    private final LastResort lastResort = new LastResort();

    /** On one cluster, with the user's secrets in a directory; the clock says since when a job is missing, and when a submission is too late. */
    public RunnerEffects(Cluster cluster, Clock clock, Path secrets) {
        SecretFiles own = new SecretFiles(secrets);
        this.cluster = cluster;
        this.observation = new Observation(cluster, own);
        this.stager = new Stager(cluster, clock);
        this.submissions = new Submissions(cluster, clock, own);
        this.reports = new ReportReader(cluster);
        this.tracker = new JobTracker(cluster, reports, clock);
        this.results = new ResultReader(cluster);
        this.autopsy = new Autopsy(cluster);
        this.cleanUp = new CleanUp(cluster);
    }

    @Override
    public RunnerAnswer perform(RunnerEffect effect) {
        return switch (effect) {
            case RunnerEffect.ObserveCluster e -> observation.observe(e);
            case RunnerEffect.CheckJob e -> lastResort.attempt(e, observation::check, observation::uncheckable);
            case StagingEffect.CheckArtifact e -> stager.check(e);
            case StagingEffect.StageArtifact e -> lastResort.attempt(e, stager::stage, stager::giveUp);
            case StagingEffect.EndStaging e -> stager.end(e);
            case RunnerEffect.Submit e -> lastResort.attempt(e, submissions::submit, submissions::giveUp);
            case StepEffect.StartStep e -> submissions.start(e);
            case StepEffect.FindStep e -> submissions.find(e);
            case RunnerEffect.Withdraw e -> submissions.withdraw(e);
            case RunnerEffect.LookUp e -> submissions.lookUp(e);
            case RunnerEffect.Query e -> tracker.query(e);
            case RunnerEffect.ReadReports e -> readReports(e);
            case RunnerEffect.RenewLeases e -> renew(e);
            case RunnerEffect.PutEndpoint e -> put(e);
            case RunnerEffect.RemoveEndpoint e -> remove(e);
            case RunnerEffect.AskToStop e -> put(e.runDirectory(), "stop/" + e.token());
            case RunnerEffect.Cancel e -> cancel(e);
            case StepEffect.KillStep e -> put(e.runDirectory(), "stop/" + e.token() + ".kill");
            case RunnerEffect.ReadResults e -> lastResort.attempt(e, results::read, results::unreadable);
            case RunnerEffect.Conclude e -> lastResort.attempt(e, autopsy::conclude, autopsy::concludeUnseen);
            case RunnerEffect.VerifyClean e -> lastResort.attempt(e, cleanUp::verify, (refused, reason) -> cleanUp.verifyRefused(refused));
        };
    }

    /** Of a silent cluster there is no news; it is asked again as soon as of one that speaks, so that nothing lies unread once it does. */
    private RunnerAnswer readReports(RunnerEffect.ReadReports effect) {
        try {
            return new RunnerAnswer.Reported(reports.news(effect.runs()));
        } catch (ClusterSilentException silent) {
            return new RunnerAnswer.Reported(List.of());
        }
    }

    private RunnerAnswer renew(RunnerEffect.RenewLeases effect) {
        List<RemoteStore.Path> leases = effect.runDirectories().stream().map(directory -> new RemoteStore.Path(directory, "lease/runner")).toList();
        cluster.store().touch(leases);
        return new RunnerAnswer.Nothing();
    }

    private RunnerAnswer put(RunnerEffect.PutEndpoint effect) {
        String text = effect.assignments().entrySet().stream().filter(variable -> NAME.test(variable.getKey())).map(RunnerEffects::assignment).collect(Collectors.joining("\n", "", "\n"));
        cluster.store().put(effect.runDirectory(), endpoint(effect.token()), text.getBytes(StandardCharsets.UTF_8), Mode.NORMAL);
        return new RunnerAnswer.Nothing();
    }

    /** A shell assignment whose value is taken literally. */
    private static String assignment(Map.Entry<String, String> variable) {
        return variable.getKey() + "='" + variable.getValue().replace("'", "'\\''") + "'";
    }

    private RunnerAnswer remove(RunnerEffect.RemoveEndpoint effect) {
        cluster.store().delete(effect.runDirectory(), endpoint(effect.token()));
        return new RunnerAnswer.Nothing();
    }

    private static String endpoint(Token token) {
        return "endpoints/" + token.job() + ".env";
    }

    private RunnerAnswer put(String runDirectory, String mark) {
        cluster.store().put(runDirectory, mark, NOTHING, Mode.NORMAL);
        return new RunnerAnswer.Nothing();
    }

    private RunnerAnswer cancel(RunnerEffect.Cancel effect) {
        cluster.cancel(new JobRef(effect.clusterJob(), effect.token()));
        return new RunnerAnswer.Nothing();
    }
}
