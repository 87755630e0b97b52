package assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The key that a server over HTTP is shown: from the environment, from a file that it names, or from the user's own place for it. */
final class ServerKey {
    static final String ADVICE = "A key is looked for in ASSAY_KEY, in the file that ASSAY_KEY_FILE names, and in ~/.config/assay/key; `assay keys add` makes one where the server is.";
    private final Map<String, String> environment;
    private final String accountHome;

    ServerKey(Map<String, String> environment, String accountHome) {
        this.environment = environment;
        this.accountHome = accountHome;
    }

    /** The key; empty when there is none. */
    Optional<String> find() {
        String given = environment.getOrDefault("ASSAY_KEY", "").strip();
        if (!given.isEmpty()) {
            return Optional.of(given);
        }
        String named = environment.getOrDefault("ASSAY_KEY_FILE", "");
        return named.isEmpty() ? read(usual()) : Optional.of(read(Path.of(named)).orElseThrow(() -> new MisuseException("there is no key file " + named + ", which ASSAY_KEY_FILE names")));
    }

    private Path usual() {
        Path configuration = Path.of(environment.getOrDefault("XDG_CONFIG_HOME", ""));
        return (configuration.isAbsolute() ? configuration : Path.of(environment.getOrDefault("HOME", accountHome), ".config")).resolve("assay").resolve("key");
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(key -> !key.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new MisuseException("the key file " + file + " cannot be read: " + e);
        }
    }
}
