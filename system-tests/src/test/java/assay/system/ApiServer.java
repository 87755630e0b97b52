package assay.system;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of a test's place that serves the API, and the administrator's key, which commands of that place take. */
record ApiServer(URI address, Path key) {
    private static final Pattern ADDRESS = Pattern.compile("the API is served at (https?://127.0.0.1:\\d+)");

    static ApiServer start(Workbench place) {
        Path configuration = place.directory().resolve("config");
        Path key = configuration.resolve("assay/admin.key");
        place.environment("XDG_CONFIG_HOME", configuration.toString());
        place.environment("ASSAY_KEY_FILE", key.toString());
        Started serving = place.startAssay("server", "--http", "127.0.0.1:0");
        Eventually.await("the API is served", Duration.ofSeconds(60), () -> ADDRESS.matcher(serving.transcript()).find());
        Matcher said = ADDRESS.matcher(serving.transcript());
        if (!said.find()) {
            throw new AssertionError("Expected an address, but found: " + serving.transcript());
        }
        return new ApiServer(URI.create(said.group(1)), key);
    }
}
