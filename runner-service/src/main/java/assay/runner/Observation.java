package assay.runner;

import assay.cluster.Cluster;
import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import assay.cluster.RemoteStore.Mode;
import assay.core.runner.OwnSecrets;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.CheckJob;
import assay.core.runner.RunnerEffect.ObserveCluster;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.JobChecked;
import assay.events.RecipeEvent;
import assay.events.recipe.Site;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at the cluster before anything is submitted, and makes the run's directory; a run that is only planned leaves nothing there. */
final class Observation {
    private static final int LONGEST_REASON = 1_000;
    private final Cluster cluster;
    private final SecretFiles secrets;

    Observation(Cluster cluster, SecretFiles secrets) {
        this.cluster = cluster;
        this.secrets = secrets;
    }

    RunnerAnswer observe(ObserveCluster effect) {
        Site site = effect.recipe().site();
        String directory = site.runRoot().isEmpty() ? effect.submission().outputDirectory() : site.runRoot() + "/" + effect.run();
        try {
            return new RunnerAnswer.Observed(effect.run(), look(effect, directory));
        } catch (ClusterSilentException silent) {
            return new RunnerAnswer.Observed(effect.run(), unusable(silent.getMessage(), true, directory));
        } catch (ClusterRefusedException refused) {
            return new RunnerAnswer.Observed(effect.run(), unusable(refused.getMessage(), false, directory));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            return new RunnerAnswer.Observed(effect.run(), unusable("the run directory cannot be used: " + e.getMessage(), false, directory));
        }
    }

    private ClusterObserved look(ObserveCluster effect, String directory) {
        if (cluster.adapter().equals("local") && !effect.recipe().site().localAllowed()) {
            throw new ClusterRefusedException("there is no Slurm on this machine, and the profile " + effect.recipe().site().name() + " forbids to run here (local: never)");
        }
        List<String> obstacles = new ArrayList<>(secrets.obstacles(OwnSecrets.of(effect.recipe())));
        obstacles.addAll(new ImageFiles(cluster.store()).obstacles(effect.recipe()));
        if (!obstacles.isEmpty()) {
            throw new ClusterRefusedException(String.join("; ", obstacles));
        }
        Cluster.Facts seen = cluster.facts();
        Map<String, String> facts = new LinkedHashMap<>(seen.facts());
        facts.put("jobs run as root", seen.root() ? "yes" : "no");
        if (effect.submission().mode() == RecipeEvent.Mode.RUN) {
            make(effect, directory);
        }
        return new ClusterObserved(cluster.adapter(), true, "", false, facts, seen.limits(), directory);
    }

    private void make(ObserveCluster effect, String directory) {
        cluster.store().create(directory);
        cluster.store().put(directory, "recipe.yaml", effect.submission().text().getBytes(StandardCharsets.UTF_8), Mode.NORMAL);
        for (RecipeEvent.SmallFile file : effect.recipe().files()) {
            cluster.store().put(directory, "files/" + file.name(), Base64.getDecoder().decode(file.base64()), Mode.NORMAL);
        }
    }

    private ClusterObserved unusable(String reason, boolean unavailable, String directory) {
        return new ClusterObserved(cluster.adapter(), false, Excerpt.line(reason, LONGEST_REASON), unavailable, Map.of(), List.of(), directory);
    }

    RunnerAnswer check(CheckJob effect) {
        if (effect.mode() == RecipeEvent.Mode.RUN) {
            byte[] script = effect.script().getBytes(StandardCharsets.UTF_8);
            cluster.store().put(effect.runDirectory(), "scripts/" + effect.job() + ".sh", script, Mode.EXECUTABLE);
        }
        Cluster.Check check = effect.inside() ? new Cluster.Check(true, "it runs in the allocation") : cluster.check(effect.script(), effect.runDirectory());
        return new RunnerAnswer.Checked(effect.run(), new JobChecked(effect.job(), check.accepted(), Excerpt.line(check.message(), LONGEST_REASON)));
    }

    /** What is said of a job that cannot be asked about. */
    RunnerAnswer uncheckable(CheckJob effect, String reason) {
        return new RunnerAnswer.Checked(effect.run(), new JobChecked(effect.job(), false, reason));
    }
}
