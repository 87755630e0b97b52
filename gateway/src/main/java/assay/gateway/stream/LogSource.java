package assay.gateway.stream;

import java.util.Optional;

/** The log of one job, wherever it is. */
public interface LogSource {
    /**
     * Some bytes of it; empty when there is no such file. Called on a worker, since a cluster is asked.
     *
     * @throws RuntimeException when the cluster does not answer
     */
    Optional<byte[]> read(long offset, int limit);

    /** Whether its job has ended, so that nothing is written any more. Answers at once. */
    boolean over();
}
