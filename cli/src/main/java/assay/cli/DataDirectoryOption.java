package assay.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the log of record lives. */
public final class DataDirectoryOption {
    @Option(names = "--data-dir", paramLabel = "DIR", scope = ScopeType.INHERIT,
            description = "Where Assay keeps its log (default: $ASSAY_DATA_DIR, else ~/.local/state/assay).")
    private Optional<Path> given = Optional.empty();

    /** Whether somebody named it on the command line. */
    boolean given() {
        return given.isPresent();
    }

    /** The directory, absolute. */
    public Path path() {
        return path(given, System.getenv(), System.getProperty("user.home"));
    }

    /** What {@code ~} is: {@code $HOME}, as in a shell, else the home of the account. */
    static Path path(Optional<Path> given, Map<String, String> environment, String accountHome) {
        String variable = environment.getOrDefault("ASSAY_DATA_DIR", "");
        String home = environment.getOrDefault("HOME", accountHome);
        return given.orElseGet(() -> variable.isEmpty() ? Path.of(home, ".local", "state", "assay") : Path.of(variable)).toAbsolutePath().normalize();
    }
}
