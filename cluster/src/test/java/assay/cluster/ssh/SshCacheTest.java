package assay.cluster.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.ArtifactStore;
import assay.cluster.ArtifactStore.Holding;
import assay.cluster.ArtifactStore.Look;
import assay.cluster.ArtifactStore.Order;
import assay.cluster.ArtifactStore.Outcome;
import assay.cluster.staging.SharedCache;
import assay.cluster.staging.UploadedCache;
import assay.events.recipe.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts that are brought to another machine, which a real sshd stands for. What is only here is so because the other side is told another path. */
class SshCacheTest {
    private static final String DIGEST = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path root;
    private TestSshd sshd;
    private Sessions sessions;
    private ArtifactStore artifacts;
    private SshCache far;

    @BeforeEach
    void connect() {
        sshd = TestSshd.start(root.resolve("sshd"));
        Connection connection = new Connection(sshd.config(sshd.connect()), SshCluster.program());
        sessions = new Sessions(connection);
        far = new SshCache(connection, sessions);
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("XDG_CACHE_HOME", root.resolve("here").toString());
        artifacts = new UploadedCache(SharedCache.of(environment, Optional.empty()), far);
    }

    @AfterEach
    void close() {
        artifacts.close();
        sessions.close();
        sshd.close();
    }

    private String cache() {
        return root.resolve("there's a cache").toString();
    }

    private assay.cluster.staging.FarCache.Load load(String name, Map<String, Path> files) {
        return new assay.cluster.staging.FarCache.Load(name, DIGEST, 3, files);
    }

    @Test
    void shouldUseWhatLiesThereAndReadItOnce() throws IOException {
        // given
        Path model = Files.createDirectories(root.resolve("a model"));
        Files.writeString(model.resolve("tiny.gguf"), "abc");
        Order order = new Order("run", Artifact.read(model.toString()).orElseThrow(), cache());

        // when
        Look before = artifacts.look(order);
        Outcome first = artifacts.stage(order);
        Outcome second = artifacts.stage(order);

        // then
        assertThat(before).isEqualTo(new Look("directory", false, 3, "to be read for its digest, and used where it lies", "", ""));
        assertThat(first).isInstanceOfSatisfying(Outcome.Staged.class, staged -> {
            assertThat(staged.path()).isEqualTo(model.toString());
            assertThat(staged.cached()).isFalse();
            assertThat(staged.kind()).isEqualTo("directory");
        });
        assertThat(second).isEqualTo(new Outcome.Staged("directory", model.toString(), ((Outcome.Staged) first).sha256(), 3, true));
        assertThat(artifacts.look(order).present()).isTrue();
    }

    @Test
    void shouldBringAFileOnceAndAgainWhenItWasDamaged() throws IOException {
        // given
        Path file = Files.writeString(root.resolve("it's.sif"), "abc");

        // when
        String place = far.upload(load("it's.sif", Map.of("", file)), cache());
        Optional<String> kept = far.kept(DIGEST, "it's.sif", cache());
        Files.writeString(Path.of(place), "abd");
        Optional<String> damaged = far.kept(DIGEST, "it's.sif", cache());
        String again = far.upload(load("it's.sif", Map.of("", file)), cache());

        // then
        assertThat(place).isEqualTo(cache() + "/sha256/" + DIGEST + "/it's.sif");
        assertThat(kept).hasValue(place);
        assertThat(damaged).isEmpty();
        assertThat(again).isEqualTo(place);
        assertThat(Path.of(place)).hasContent("abc");
        try (var left = Files.list(Path.of(cache(), "work")); var locks = Files.list(Path.of(cache(), "locks"))) {
            assertThat(left).isEmpty();
            assertThat(locks).isEmpty();
        }
    }

    @Test
    void shouldBringADirectoryWithItsModes() throws IOException {
        // given
        Path folder = Files.createDirectories(root.resolve("loadgen/bin")).getParent();
        Files.writeString(folder.resolve("bin/loadgen"), "#!/bin/sh\n").toFile().setExecutable(true);
        Files.write(folder.resolve("empty"), new byte[0]);
        Files.write(folder.resolve("large"), new byte[1_000_003]);
        Order order = new Order("run", Artifact.read(folder.toString()).orElseThrow(), "");
        var content = (Outcome.Staged) SharedCache.of(Map.of("XDG_CACHE_HOME", root.resolve("here").toString()), Optional.empty()).stage(order);

        // when
        String place = far.upload(new assay.cluster.staging.FarCache.Load("loadgen", content.sha256(), content.bytes(), Map.of("bin/loadgen", folder.resolve("bin/loadgen"),
                "empty", folder.resolve("empty"), "large", folder.resolve("large"))), cache());

        // then
        assertThat(Path.of(place, "bin/loadgen")).isExecutable().hasContent("#!/bin/sh\n");
        assertThat(Path.of(place, "large")).hasSize(1_000_003);
        assertThat(Path.of(place, "empty")).isEmptyFile();
    }

    @Test
    void shouldBringTheSameOnceForTwoAtATime() throws Exception {
        // given
        Path file = Files.writeString(root.resolve("data"), "abc");

        // when
        List<CompletableFuture<String>> both = List.of(1, 2).stream().map(one -> CompletableFuture.supplyAsync(() -> uploaded(file))).toList();

        // then
        assertThat(both.getFirst().get()).isEqualTo(both.getLast().get());
        assertThat(Path.of(both.getFirst().get())).hasContent("abc");
    }

    @Test
    void shouldListWhatIsKeptThereAndTakeAwayWhatNoRunUses() throws IOException {
        // given
        Path file = Files.writeString(root.resolve("it's.sif"), "abc");
        Path run = Files.createDirectories(root.resolve("a run/lease")).getParent();
        Path lease = Files.writeString(run.resolve("lease/runner"), "");
        Files.writeString(run.resolve("artifacts.tsv"), "");
        far.use(DIGEST, new Order("9x2c4vabcd", Artifact.read(file.toString()).orElseThrow(), cache(), run.toString(), Optional.empty()));
        String place = far.upload(load("it's.sif", Map.of("", file)), cache());

        // when
        List<Holding> holdings = artifacts.holdings(cache());
        List<String> users = artifacts.remove(DIGEST, cache());
        boolean stayed = Files.exists(Path.of(place));
        Files.setLastModifiedTime(lease, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        List<String> later = artifacts.remove(DIGEST, cache());

        // then
        assertThat(holdings).singleElement().satisfies(holding -> {
            assertThat(holding.sha256()).isEqualTo(DIGEST);
            assertThat(holding.name()).isEqualTo("it's.sif");
            assertThat(holding.bytes()).isEqualTo(3);
            assertThat(holding.references()).containsExactly(file.toString());
            assertThat(holding.users()).containsExactly("9x2c4vabcd");
            assertThat(holding.used()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        });
        assertThat(users).containsExactly("9x2c4vabcd");
        assertThat(stayed).isTrue();
        assertThat(later).isEmpty();
        assertThat(artifacts.holdings(cache())).isEmpty();
        assertThat(Path.of(place)).doesNotExist();
    }

    @Test
    void shouldForgetRunsThatAreOverButTheNewest() throws IOException {
        // given
        Artifact artifact = Artifact.read("docker://redis").orElseThrow();
        for (String owner : List.of("first", "second", "third")) {
            far.use(DIGEST, new Order(owner, artifact, cache()));
        }

        // when, then
        try (var marks = Files.list(Path.of(cache(), "uses", DIGEST))) {
            assertThat(marks).containsExactly(Path.of(cache(), "uses", DIGEST, "third"));
        }
        assertThat(Path.of(cache(), "references", DIGEST)).hasContent("docker://redis\n");
    }

    private String uploaded(Path file) {
        try {
            return far.upload(load("data", Map.of("", file)), cache());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void shouldRefuseWhatIsNeitherHereNorThere() {
        // given
        Order order = new Order("run", Artifact.read(root + "/nothing").orElseThrow(), cache());

        // when
        Outcome outcome = artifacts.stage(order);

        // then
        assertThat(outcome).isEqualTo(new Outcome.Refused("there is no " + root + "/nothing on the cluster, nor on the machine that Assay runs on",
                "write the absolute path of a file or directory that is there"));
        assertThat(artifacts.look(order).obstacle()).startsWith("there is no " + root + "/nothing");
    }
}
