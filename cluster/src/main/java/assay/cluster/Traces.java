package assay.cluster;

import assay.cluster.Cluster.Trace;
import java.util.List;

/** Looks for what bears a token on the machine where a cluster's commands are, as far as this account may see it. Used from several threads. */
public interface Traces {

    /** All processes that bear a token, and all scratch directly below these directories. */
    List<Trace> of(List<String> scratchRoots);

    /**
     * Ends it, unless it is something else by now.
     *
     * @throws ClusterRefusedException when it cannot be
     */
    void end(Trace trace);
}
