package assay.monitor;

import assay.cluster.Clusters;
import assay.log.Host;

/** Starts the monitor service alone, against a Kafka outside. */
public final class MonitorMain {
    private MonitorMain() {
    }

    /** See {@link assay.log.KafkaArguments} for the command line. */
    public static void main(String[] args) {
        Clusters clusters = Clusters.standard(System.getenv(), System.getProperty("user.home"));
        System.exit(Host.run("assay-monitor", args, surroundings -> new MonitorVerticle(surroundings, clusters::at)));
    }
}
