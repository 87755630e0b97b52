package assay.cli;

import assay.events.Envelope;
import assay.events.Token;
import assay.events.recipe.Location;
import assay.log.Endpoint;
import assay.log.KafkaSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Adds nothing: the command line alone. Whatever needs more is refused with what to install. */
final class Thin implements Extension {
    /** Commands that only the whole of Assay has. */
    private static final Set<String> ELSEWHERE = Set.of("presets", "init", "profile", "doctor", "connect", "gc", "server", "keys");
    private static final String INSTALL = "this is the command line alone, without Assay's services; install the whole of Assay here (assay-VERSION-linux-MACHINE.tar.gz, or a clone)";

    /** What to do about a command that is missing here; empty where none has it. */
    static Optional<String> words(String command) {
        return ELSEWHERE.contains(command) ? Optional.of("the command '" + command + "' needs more than there is: " + INSTALL) : Optional.empty();
    }

    private static MisuseException lacks(String what) {
        return new MisuseException(what + ": " + INSTALL);
    }

    private static MisuseException serverless(Path dataDirectory) {
        return lacks("no server works on " + dataDirectory + ", and none can be started from here. Name one with --server URL or --bootstrap-servers HOST:PORT; or");
    }

    @Override
    public List<Object> commands() {
        return List.of();
    }

    @Override
    public boolean startsServers() {
        return false;
    }

    @Override
    public Endpoint start(Path dataDirectory, Consumer<String> say) {
        throw serverless(dataDirectory);
    }

    @Override
    public Hosted host(Path dataDirectory) {
        throw lacks("--foreground hosts the services in this process");
    }

    @Override
    public <T> Optional<T> ask(Path dataDirectory, Function<KafkaSettings, T> question) {
        throw serverless(dataDirectory);
    }

    @Override
    public Remade report(List<Envelope> events) {
        throw lacks("making a report again needs the report service");
    }

    @Override
    public long printLogs(Path dataDirectory, Location location, String runDirectory, List<Token> tokens, BiConsumer<Token, String> heading) {
        throw lacks("these logs are still on the cluster, to which this needs a way");
    }

    @Override
    public int lookAfter(CacheOptions asked, Path dataDirectory) {
        throw lacks("looking after the cache needs a way to the cluster");
    }

    @Override
    public Path secrets() {
        throw lacks("an export looks for values of the secrets that the recipe names");
    }
}
