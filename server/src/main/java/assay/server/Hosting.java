package assay.server;

import assay.cli.Build;
import assay.cli.CacheOptions;
import assay.cli.Extension;
import assay.cli.MisuseException;
import assay.cli.OwnConnection;
import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import assay.cluster.Clusters;
import assay.events.Envelope;
import assay.events.Token;
import assay.events.recipe.Location;
import assay.log.DataDirectoryInUseException;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.EmbeddedBroker;
import assay.log.Endpoint;
import assay.log.KafkaSettings;
import assay.runner.RunnerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the whole of Assay adds to the command line. */
final class Hosting implements Extension {
    @Override
    public List<Object> commands() {
        return List.of(new PresetsCommand(), new InitCommand(), new ProfileCommand(), new DoctorCommand(), new ConnectCommand(), new GcCommand(), new KeysCommand(), new ServerCommand());
    }

    @Override
    public boolean startsServers() {
        return true;
    }

    @Override
    public Endpoint start(Path dataDirectory, Consumer<String> say) throws IOException, InterruptedException {
        return new ServerStart(dataDirectory, new OwnConnection(dataDirectory, this).servers()).start(say);
    }

    @Override
    public Hosted host(Path dataDirectory) throws IOException, DataDirectoryInUseException, DataDirectoryUnsuitableException {
        return Server.start(dataDirectory, Optional.empty());
    }

    @Override
    public <T> Optional<T> ask(Path dataDirectory, Function<KafkaSettings, T> question) throws IOException, DataDirectoryInUseException, DataDirectoryUnsuitableException {
        if (!EmbeddedBroker.worksOn(dataDirectory)) {
            return Optional.empty();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.startUnlisted(dataDirectory, Build.id())) {
            return Optional.of(question.apply(broker.endpoint().settings()));
        }
    }

    @Override
    public Remade report(List<Envelope> events) {
        return new Rebuild(events);
    }

    @Override
    public long printLogs(Path dataDirectory, Location location, String runDirectory, List<Token> tokens, BiConsumer<Token, String> heading) {
        try (Clusters clusters = Clusters.ofData(dataDirectory)) {
            FarLogs logs = new FarLogs(clusters.at(location).store(), runDirectory);
            return tokens.stream().mapToLong(token -> logs.print(token, file -> heading.accept(token, file), System.out)).sum();
        } catch (ClusterSilentException | ClusterRefusedException e) {
            throw new MisuseException("the logs are on the cluster, which cannot be asked: " + e.getMessage());
        }
    }

    @Override
    public int lookAfter(CacheOptions asked, Path dataDirectory) {
        return new Cache(asked).lookAfter(dataDirectory);
    }

    @Override
    public Path secrets() {
        return RunnerConfig.standard(System.getenv(), System.getProperty("user.home")).secrets();
    }
}
