package assay.cluster.slurm;

import assay.cluster.Cluster.JobRef;
import assay.events.ClusterJobId;
import assay.events.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers recorded from Slurm 22.05, and the tokens of the jobs in them. */
final class Samples {
    private Samples() {
    }

    static String read(String name) {
        try (InputStream stream = Samples.class.getResourceAsStream("/slurm-22.05/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Token token(String job) {
        return new Token(job + "-a1.7k3q2mxxxx.l0g1d234.assay");
    }

    static JobRef job(String id, String job) {
        return new JobRef(new ClusterJobId(id), token(job));
    }
}
