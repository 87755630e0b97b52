package assay.runner;

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
        Clusters clusters = Clusters.standard(System.getenv(), System.getProperty("user.home"));
        System.exit(Host.run("assay-runner", args, surroundings -> new Both(surroundings, clusters)));
    }

    /** The runner and discovery, deployed together. */
    private static final class Both extends VerticleBase {
        private final Host.Surroundings surroundings;
        private final Clusters clusters;

        Both(Host.Surroundings surroundings, Clusters clusters) {
            this.surroundings = surroundings;
            this.clusters = clusters;
        }

        @Override
        public Future<?> start() {
            return Future.all(vertx.deployVerticle(new RunnerVerticle(surroundings, clusters::at, RunnerConfig.standard(System.getenv(), System.getProperty("user.home")))),
                    vertx.deployVerticle(new DiscoveryVerticle(surroundings)));
        }
    }
}
