package assay.cluster.staging;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.ArtifactStore.Holding;
import assay.cluster.ArtifactStore.Order;
import assay.cluster.ArtifactStore.Outcome.Staged;
import assay.events.recipe.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is kept is listed, and removed when no run uses it. */
@Timeout(60)
class CacheRemovalTest {
    @TempDir
    private Path home;
    private String named;
    private Path model;
    private Path run;
    private SharedCache cache;

    @BeforeEach
    void open() throws IOException {
        named = home.resolve("cache").toString();
        model = Files.writeString(Files.createDirectories(home.resolve("models")).resolve("tiny.gguf"), "weights");
        run = Files.createDirectories(home.resolve("runs/r1"));
        cache = SharedCache.of(Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")), Optional.empty());
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void shouldListWhatIsKept() throws IOException {
        // given
        Staged staged = stage("");
        age(home.resolve("cache/sha256").resolve(staged.sha256()), Duration.ofDays(3));

        // when
        List<Holding> holdings = cache.holdings(named);

        // then
        assertThat(holdings).singleElement().satisfies(holding -> {
            assertThat(holding.sha256()).isEqualTo(staged.sha256());
            assertThat(holding.name()).isEqualTo("tiny.gguf");
            assertThat(holding.references()).containsExactly(model.toString());
            assertThat(holding.bytes()).isEqualTo(7);
            assertThat(holding.since()).isBefore(Instant.now().minus(Duration.ofDays(2)));
            assertThat(holding.used()).isAfter(Instant.now().minus(Duration.ofDays(1)));
            assertThat(holding.users()).isEmpty();
        });
        assertThat(cache.holdings(home.resolve("none").toString())).isEmpty();
    }

    @Test
    void shouldRemoveWhatNobodyUsesAndBringItAnew() throws IOException {
        // given
        Staged staged = stage("");

        // when
        List<String> users = cache.remove(staged.sha256(), named);

        // then
        assertThat(users).isEmpty();
        assertThat(cache.holdings(named)).isEmpty();
        assertThat(below("index", "uses", "work")).isEmpty();
        assertThat(stage("")).isEqualTo(new Staged(staged.kind(), staged.path(), staged.sha256(), 7, false));
    }

    @Test
    void shouldKeepWhatARunUsesUntilItIsOver() throws IOException {
        // given
        Staged staged = stage(run.toString());

        // when
        List<String> beforeItsFirstJob = cache.remove(staged.sha256(), named);
        Files.writeString(run.resolve("artifacts.tsv"), "");
        Path lease = Files.writeString(Files.createDirectories(run.resolve("lease")).resolve("runner"), "");
        List<String> meanwhile = cache.remove(staged.sha256(), named);
        Files.delete(lease);
        List<String> afterwards = cache.remove(staged.sha256(), named);

        // then
        assertThat(beforeItsFirstJob).containsExactly("r1");
        assertThat(meanwhile).containsExactly("r1");
        assertThat(afterwards).isEmpty();
        assertThat(Path.of(staged.path())).doesNotExist();
    }

    @Test
    void shouldNotBeHeldByARunThatDied() throws IOException {
        // given
        Staged staged = stage(run.toString());
        Files.writeString(run.resolve("artifacts.tsv"), "");
        age(Files.writeString(Files.createDirectories(run.resolve("lease")).resolve("runner"), ""), Duration.ofHours(2));

        // then
        assertThat(cache.remove(staged.sha256(), named)).isEmpty();
    }

    private Staged stage(String runDirectory) {
        return (Staged) cache.stage(new Order("r1", Artifact.read(model.toString()).orElseThrow(), named, runDirectory, Optional.empty()));
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private List<Path> below(String... directories) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String directory : directories) {
            try (Stream<Path> files = Files.list(home.resolve("cache").resolve(directory))) {
                found.addAll(files.toList());
            }
        }
        return found;
    }
}
