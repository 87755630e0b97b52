package assay.cli;

import assay.log.KafkaSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which server a command speaks to: the one that was named, else the one that the environment names, else that of the data directory. */
final class ServerOptions {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Option(names = "--server", paramLabel = "URL", description = "Speak to this server over HTTP (default: $ASSAY_SERVER). The key is in ASSAY_KEY, in the file that "
            + "ASSAY_KEY_FILE names, or in ~/.config/assay/key.")
    private Optional<String> url = Optional.empty();

    @Option(names = "--cacert", paramLabel = "FILE", description = "Believe certificates of the authorities in this PEM file alone.")
    private Optional<Path> authorities = Optional.empty();

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "Speak to the services behind this Kafka (default: $ASSAY_BOOTSTRAP_SERVERS).")
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "Kafka client properties (default: $ASSAY_KAFKA_CONFIG).")
    private Optional<Path> kafkaConfig = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** The way to it. */
    Connection connection() {
        return chosen().connection(this);
    }

    /** The topics behind it. */
    LogAccess topics(String what) {
        return switch (chosen()) {
            case OWN -> new OwnConnection(data.path(), extension());
            case KAFKA -> new KafkaAccess(settings());
            case HTTP -> throw new MisuseException(what + ", which are not had over HTTP; name their Kafka with --bootstrap-servers, or do it where the server is");
        };
    }

    /** The way to the server of the data directory, for what only that is good for. */
    OwnConnection own(String what) {
        return switch (chosen()) {
            case OWN -> new OwnConnection(data.path(), extension());
            case KAFKA, HTTP -> throw new MisuseException(what + ", and another server is named, by " + namedBy() + "; leave that out, or do it where the server is");
        };
    }

    /** What this program has beyond the command line. */
    Extension extension() {
        return ((Assay) command.root().userObject()).extension();
    }

    /** Where Assay keeps its log when it is our own. */
    Path dataDirectory() {
        return data.path();
    }

    private enum Choice {
        OWN, KAFKA, HTTP;

        Connection connection(ServerOptions options) {
            return switch (this) {
                case OWN -> new OwnConnection(options.data.path(), options.extension());
                case KAFKA -> new KafkaConnection(options.settings(), new LogsHere(options.extension(), options.data.path()));
                case HTTP -> {
                    HttpConnection http = HttpConnection.of(options.url.orElse(variable("ASSAY_SERVER")), new ServerKey(System.getenv(), System.getProperty("user.home")).find(),
                            options.authorities);
                    Runtime.getRuntime().addShutdownHook(new Thread(http.api()::close));
                    yield http;
                }
            };
        }
    }

    private Choice chosen() {
        Choice choice = named();
        if (authorities.isPresent() && choice != Choice.HTTP) {
            throw new MisuseException("--cacert is for a server over HTTP; name it with --server https://…, or leave --cacert out");
        }
        return choice;
    }

    private Choice named() {
        boolean kafka = bootstrapServers.isPresent() || kafkaConfig.isPresent();
        if (Stream.of(url.isPresent(), kafka, data.given()).filter(given -> given).count() > 1) {
            throw new MisuseException("--server, --bootstrap-servers with --kafka-config, and --data-dir each name a server; give one of them");
        }
        if (url.isPresent() || kafka || data.given()) {
            return url.isPresent() ? Choice.HTTP : kafka ? Choice.KAFKA : Choice.OWN;
        }
        boolean kafkaSet = !variable("ASSAY_BOOTSTRAP_SERVERS").isEmpty() || !variable("ASSAY_KAFKA_CONFIG").isEmpty();
        return !variable("ASSAY_SERVER").isEmpty() ? Choice.HTTP : kafkaSet ? Choice.KAFKA : Choice.OWN;
    }

    private String namedBy() {
        return url.isPresent() ? "--server" : bootstrapServers.isPresent() ? "--bootstrap-servers" : kafkaConfig.isPresent() ? "--kafka-config"
                : Stream.of("ASSAY_SERVER", "ASSAY_BOOTSTRAP_SERVERS", "ASSAY_KAFKA_CONFIG").filter(name -> !variable(name).isEmpty()).findFirst().orElseThrow();
    }

    private KafkaSettings settings() {
        String servers = bootstrapServers.orElse(kafkaConfig.isPresent() ? "" : variable("ASSAY_BOOTSTRAP_SERVERS"));
        Optional<Path> file = kafkaConfig.or(() -> Optional.of(variable("ASSAY_KAFKA_CONFIG")).filter(name -> !name.isEmpty()).map(Path::of));
        try {
            return file.isPresent() ? KafkaSettings.read(file.get(), servers) : new KafkaSettings(servers, Map.of());
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    private static String variable(String name) {
        return System.getenv().getOrDefault(name, "");
    }
}
