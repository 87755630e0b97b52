package assay.cluster.ssh;

import assay.cluster.ArtifactStore.Holding;
import assay.cluster.ArtifactStore.Order;
import assay.cluster.ClusterSilentException;
import assay.cluster.slurm.CommandEnvironment;
import assay.cluster.staging.FarCache;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cache on the other side: the functions of {@code cache.sh} and {@code holdings.sh}. Used from several threads. */
final class SshCache implements FarCache {
    /** To read large things for their digests. */
    private static final Duration LIMIT = Duration.ofHours(2);
    private static final int NOTHING = 3;
    private final Connection connection;
    private final Sessions sessions;

    SshCache(Connection connection, Sessions sessions) {
        this.connection = connection;
        this.sessions = sessions;
    }

    @Override
    public Optional<Lying> find(String path, String cache) throws IOException {
        return lying(path, cache, "find");
    }

    @Override
    public Optional<Lying> read(String path, String cache) throws IOException {
        return lying(path, cache, "read");
    }

    private Optional<Lying> lying(String path, String cache, String how) throws IOException {
        return ask("lying " + ShellWords.of(List.of(path, cache, how))).map(text -> {
            String[] words = text.strip().split(" ");
            return new Lying(words[0].equals("directory"), words.length > 3 ? words[3] : "", Long.parseLong(words[1]), words[2].equals("yes"));
        });
    }

    @Override
    public Optional<String> kept(String sha256, String name, String cache) throws IOException {
        return ask("kept " + ShellWords.of(List.of(sha256, name, cache)));
    }

    @Override
    public void use(String sha256, Order order) throws IOException {
        ask("use " + ShellWords.of(List.of(sha256, order.owner(), order.runDirectory(), order.artifact().reference(), order.cache())));
    }

    @Override
    public List<Holding> holdings(String cache) throws IOException {
        return FarHolding.read(ask("holdings " + ShellWords.of(cache)).orElse(""));
    }

    @Override
    public List<String> remove(String sha256, String cache) throws IOException {
        return ask("discard " + ShellWords.of(List.of(sha256, cache))).orElse("").lines().toList();
    }

    private Optional<String> ask(String script) throws IOException {
        try {
            Answer answer = sessions.slow(Request.of(script), LIMIT);
            if (answer.code() != 0 && answer.code() != NOTHING) {
                throw new IOException(answer.err().strip().replaceAll("\\p{Cntrl}+", "; "));
            }
            return answer.code() == 0 ? Optional.of(answer.text()) : Optional.empty();
        } catch (BrokenOffException e) {
            throw new ClusterSilentException(e.getMessage());
        }
    }

    @Override
    public String upload(Load load, String cache) throws IOException {
        String receiving = "receive " + ShellWords.of(List.of(load.sha256(), load.name(), cache)) + "\n";
        String program = CommandEnvironment.cleaning() + Stream.of("store.sh", "cache.sh").map(SshCluster::text).collect(Collectors.joining("\n")) + "\n" + receiving;
        try (SshProcess process = connection.begin(program)) {
            return new Upload(process, program, load).place();
        }
    }
}
