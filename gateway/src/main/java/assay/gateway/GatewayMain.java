package assay.gateway;

import assay.cluster.Clusters;
import assay.gateway.access.Access;
import assay.gateway.access.AccessRefusedException;
import assay.log.Host;
import java.time.Clock;

/** Starts the gateway alone, against a Kafka outside. */
public final class GatewayMain {
    private static final int MISUSED = 64;

    private GatewayMain() {
    }

    /** See {@link assay.log.KafkaArguments} for the command line, and {@link GatewayConfig} for the environment. */
    public static void main(String[] args) {
        String home = System.getProperty("user.home");
        GatewayConfig config;
        try {
            config = GatewayConfig.of(System.getenv(), home);
            Access.prepare(config.access(), Clock.systemUTC());
        } catch (IllegalArgumentException | AccessRefusedException e) {
            System.err.println("assay-gateway: " + e.getMessage());
            System.exit(MISUSED);
            return;
        }
        Clusters clusters = Clusters.standard(System.getenv(), home);
        System.exit(Host.run("assay-gateway", args, surroundings -> new GatewayVerticle(surroundings, config, clusters::at)));
    }
}
