package assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.ClusterJobId;
import assay.events.RunId;
import assay.events.Token;
import assay.testkit.SimulatedCluster;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What is promised of the cluster: nothing twice, nothing too long, nothing left, nothing of others touched. */
final class ClusterWatch {
    private static final Duration LEASE_AND_GRACE = Duration.ofMinutes(17);
    private final SimulatedCluster cluster;
    private final Clock clock;
    private final List<String> needed;

    /** Of a cluster whose jobs need these artifacts. */
    ClusterWatch(SimulatedCluster cluster, Clock clock, List<String> needed) {
        this.cluster = cluster;
        this.clock = clock;
        this.needed = List.copyOf(needed);
    }

    List<String> needed() {
        return needed;
    }

    /** At any moment, when these runs are over. */
    void look(Set<RunId> over) {
        assertThat(cluster.payloads()).as("payloads begun for each token").allSatisfy((token, times) -> assertThat(times).isEqualTo(1));
        cluster.payloads().keySet().stream().map(Token::run).distinct().forEach(this::lookForArtifacts);
        assertThat(cluster.alive()).as("jobs alive although their run is finished").noneMatch(token -> over.contains(token.run()));
        assertThat(cluster.touched()).as("jobs of others that were ended").isEmpty();
        assertThat(cluster.cut()).as("windows that were cut by a lease").isEmpty();
        assertThat(cluster.running()).as("jobs that run although nobody holds a lease at %s", clock.instant())
                .noneMatch(job -> !job.measuring() && clock.instant().isAfter(job.leased().plus(LEASE_AND_GRACE)));
    }

    /** A job that began finds all that it needs where it is told. */
    private void lookForArtifacts(RunId run) {
        String told = cluster.store().get("/shared/" + run, "artifacts.tsv", 0, 4_096).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
        List<String[]> places = told.lines().map(line -> line.split("\t")).toList();
        assertThat(places).as("what the jobs of %s are told is staged", run).extracting(place -> place[0]).containsExactlyInAnyOrderElementsOf(needed);
        assertThat(places).as("what is where the jobs of %s are told", run).allMatch(place -> cluster.artifacts().present(place[1]));
    }

    /** At a job that is said to be a token's. */
    void lookAt(Token token, ClusterJobId id) {
        assertThat(cluster.had(id, token)).as("job %s is one of %s", id, token).isTrue();
    }

    /** Behind the end of these runs. */
    void lookBack(Collection<RunId> over) {
        assertThat(cluster.alive()).as("jobs alive when their run is finished").noneMatch(token -> over.contains(token.run()));
        for (RunId run : over) {
            for (String place : List.of("secrets", "lease")) {
                assertThat(cluster.store().describe("/shared/" + run, place, 10)).as("%s of %s", place, run).isEmpty();
            }
        }
    }

    /** How many files of a run directory have paths that begin so. */
    long files(String runDirectory, String prefix) {
        return cluster.store().describe(runDirectory, "events", 1_000).stream().filter(file -> file.path().startsWith(prefix)).count();
    }
}
