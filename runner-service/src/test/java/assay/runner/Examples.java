package assay.runner;

import assay.cluster.RemoteStore.Found;
import assay.events.ClusterJobId;
import assay.events.JobName;
import assay.events.RunId;
import assay.events.Token;
import assay.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** Names that the tests of this package share. */
final class Examples {
    static final RunId RUN = new RunId("7k3q2mabcd");
    static final Token DB = Token.of(new JobName("db"), 1, RUN, "l0g1d234");
    static final Token LOAD = Token.of(new JobName("load"), 1, RUN, "l0g1d234");
    static final ClusterJobId JOB = new ClusterJobId("4711");
    static final Path SECRETS = Path.of("/nonexistent");
    static final String DIRECTORY = "/runs/" + RUN;

    private Examples() {
    }

    static FakeCluster cluster() {
        FakeCluster cluster = new FakeCluster();
        cluster.store.create(DIRECTORY);
        cluster.store.write(DIRECTORY, "recipe.yaml", "recipe: 1\n");
        return cluster;
    }

    /** On a morning, and still until it is moved. */
    static ManualClock clock() {
        return new ManualClock(Instant.parse("2026-11-23T10:00:00Z"));
    }

    static Found event(String name, String json) {
        return new Found(DIRECTORY, name, json.getBytes(StandardCharsets.UTF_8));
    }

    /** An event file as the wrapper writes it; {@code details} begins with a comma or is empty. */
    static String json(Token token, String job, int sequence, String at, String type, String details) {
        return "{\"v\":\"1\",\"token\":\"" + token + "\",\"job\":\"" + job + "\",\"restart\":\"0\",\"seq\":\"" + sequence + "\",\"at\":\"" + at
                + "\",\"type\":\"" + type + "\"" + details + "}\n";
    }
}
