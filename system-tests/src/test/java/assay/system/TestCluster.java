package assay.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The cluster of {@code dev/slurm-testcluster} where it is ours alone, so that a test may break it on purpose; it is whole again behind each test. */
final class TestCluster implements BeforeAllCallback, AfterEachCallback {
    /** The name of a lock: its smaller partition, which a test makes its own. */
    static final String GPU = "partition gpu";
    /** The name of a lock: its QOS in which a user may have three jobs. */
    static final String SHORT = "qos short";
    private static final String SCRIPT = "ASSAY_TESTCLUSTER";

    @Override
    public void beforeAll(ExtensionContext context) {
        script();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        fault("heal");
    }

    /** The script that governs it; the test is skipped when the cluster is not ours. */
    static String script() {
        String script = System.getenv(SCRIPT);
        assumeTrue(script != null, "the Slurm that answers is not ours to break; `dev/test --install` brings up one that is, where none answers");
        return script;
    }

    /** Breaks something; {@code dev/slurm-testcluster fault help} lists what there is. */
    void fault(String... words) {
        List<String> command = new ArrayList<>(List.of("fault"));
        command.addAll(List.of(words));
        govern(Map.of(), command);
    }

    /** Tells the script what to do, with these variables beside those of this process. */
    static String govern(Map<String, String> variables, List<String> words) {
        List<String> command = new ArrayList<>(List.of(script()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("Expected `" + String.join(" ", command) + "` to succeed, but it said: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while the test cluster was at work", e);
        }
    }
}
