package assay.runner;

import assay.cluster.Cluster;
import assay.cluster.Clusters;
import assay.log.Host;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Starts the runner and discovery alone, against a Kafka outside. */
public final class RunnerMain {
    private RunnerMain() {
    }

    /** See {@link assay.log.KafkaArguments} for the command line. */
    public static void main(String[] args) {
        System.exit(Host.run("assay-runner", args, surroundings -> new Both(surroundings, Clusters.here())));
    }

    /** The runner and discovery, deployed together. */
    private static final class Both extends VerticleBase {
        private final Host.Surroundings surroundings;
        private final Cluster cluster;

        Both(Host.Surroundings surroundings, Cluster cluster) {
            this.surroundings = surroundings;
            this.cluster = cluster;
        }

        @Override
        public Future<?> start() {
            return Future.all(vertx.deployVerticle(new RunnerVerticle(surroundings, cluster, RunnerConfig.standard())),
                    vertx.deployVerticle(new DiscoveryVerticle(surroundings)));
        }
    }
}
