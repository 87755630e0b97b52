package assay.gateway;

import assay.gateway.access.AccessConfig;
import java.nio.file.Path;
import java.util.Map;

/**
 * How the gateway is set up.
 *
 * @param access     who may ask, where, and how much
 * @param outputRoot below which each run that is asked for here has its results, as all services see it
 */
public record GatewayConfig(AccessConfig access, Path outputRoot) {
    public GatewayConfig {
        outputRoot = outputRoot.toAbsolutePath().normalize();
    }

    /**
     * As the environment says.
     *
     * @param accountHome the home directory where HOME does not say
     * @throws IllegalArgumentException with what is wrong, for people
     */
    public static GatewayConfig of(Map<String, String> environment, String accountHome) {
        String root = environment.getOrDefault("ASSAY_OUTPUT_ROOT", "");
        String data = environment.getOrDefault("ASSAY_DATA_DIR", "");
        Path home = Path.of(environment.getOrDefault("HOME", accountHome));
        Path state = data.isEmpty() ? home.resolve(Path.of(".local", "state", "assay")) : Path.of(data);
        return new GatewayConfig(AccessConfig.of(environment), root.isEmpty() ? state.resolve("runs") : Path.of(root));
    }
}
