package assay.simulation;

import assay.cluster.Cluster;
import assay.core.loop.Effect;
import assay.core.loop.Program;
import assay.testkit.ClusterRules;
import assay.testkit.Hosted.Doer;
import assay.testkit.SimulatedCluster;
import assay.testkit.Stepper;

/** What a simulation is made of, part by part: all as it is, but where a test plants a bug. */
interface Parts {
    /** Everything as it is. */
    Parts SOUND = new Parts() {
    };

    /** Which rules the cluster and its jobs keep. */
    default ClusterRules rules() {
        return ClusterRules.KEPT;
    }

    /** The cluster as the runner sees it. */
    default Cluster seen(SimulatedCluster cluster) {
        return cluster;
    }

    /** The name that a process bears. */
    default String name(String process) {
        return process;
    }

    /** What a service thinks. */
    default <E extends Effect, A> Program<E, A> program(Program<E, A> program) {
        return program;
    }

    /** How a service's loop goes. */
    default <E extends Effect, A> Stepper<E, A> loop(Stepper<E, A> loop) {
        return loop;
    }

    /** What does a service's effects. */
    default <E extends Effect, A> Doer<E, A> doer(Doer<E, A> doer) {
        return doer;
    }
}
