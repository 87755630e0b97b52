package assay.cluster.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cluster.RemoteStore;
import assay.cluster.RemoteStore.Found;
import assay.cluster.RemoteStore.Mode;
import assay.cluster.RemoteStore.Watch;
import assay.cluster.RemoteStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedFilesTest extends RemoteStoreContract {
    private final RemoteStore store = new SharedFiles();
    private final AtomicInteger runs = new AtomicInteger();

    @TempDir
    private Path root;

    @Override
    protected RemoteStore store() {
        return store;
    }

    @Override
    protected String newRunDirectory() {
        return root.resolve("runs/run-" + runs.incrementAndGet()).toString();
    }

    private Path created() {
        String run = newRunDirectory();
        store.create(run);
        store.furnish(run);
        return Path.of(run);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void shouldSayWhyWhatLiesBesideRunDirectoriesCannotBeRead() throws IOException {
        // given
        Path image = Files.createFile(Files.createDirectories(root.resolve("images")).resolve("pg.sif"));

        // when / then
        assertThat(store.unreadable(image.toString())).isEmpty();
        assertThat(store.unreadable(image.getParent().toString())).isEmpty();
        assertThat(store.unreadable(image + "x")).contains("it is not there");
        assertThat(store.unreadable(root + "/imgaes/v1/pg.sif")).contains("it is not there; of its path there is " + root);
        assertThat(store.unreadable("/no-such-file-system-here/pg.sif")).as("nodes may have it").isEmpty();
        assertThat(store.unreadable("/no-such-image.sif")).isPresent();
    }

    @Test
    void shouldKeepANewRunDirectoryToItsOwner() throws IOException {
        // when
        Path run = created();

        // then
        assertThat(permissions(run)).isEqualTo("rwx------");
        assertThat(permissions(run.resolve("secrets"))).isEqualTo("rwx------");
    }

    @Test
    void shouldLeaveAnExistingRunDirectoryAsItIs() throws IOException {
        // given
        Path run = Files.createDirectories(Path.of(newRunDirectory()));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-x---"));

        // when
        store.create(run.toString());
        store.furnish(run.toString());

        // then
        assertThat(permissions(run)).isEqualTo("rwxr-x---");
        assertThat(run.resolve("events")).isDirectory();
    }

    @Test
    void shouldMakeNothingForJobsBeforeItIsAskedFor() {
        // given
        String run = newRunDirectory();

        // when
        store.create(run);

        // then
        assertThat(Path.of(run)).isEmptyDirectory();
    }

    @Test
    void shouldNotBringBackARunDirectoryThatIsGone() {
        // given
        String run = newRunDirectory();

        // when / then
        assertThatThrownBy(() -> store.furnish(run)).isInstanceOf(UncheckedIOException.class).hasMessageContaining("there is no such run directory");
        assertThat(Path.of(run)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"SECRET,rw-------", "NORMAL,rw-r--r--", "EXECUTABLE,rwxr-xr-x"})
    void shouldGiveTheModesPermissions(Mode mode, String expected) throws IOException {
        // given
        Path run = created();
        store.put(run.toString(), "scripts/x", new byte[1], Mode.EXECUTABLE);

        // when
        store.put(run.toString(), "scripts/x", new byte[1], mode);
        store.putIfAbsent(run.toString(), "scripts/y", new byte[1], mode);

        // then
        assertThat(permissions(run.resolve("scripts/x"))).isEqualTo(expected);
        assertThat(permissions(run.resolve("scripts/y"))).isEqualTo(expected);
        try (var files = Files.list(run.resolve("scripts"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void shouldSetModificationTimesToNow() throws IOException {
        // given
        Path run = created();
        Path empty = Files.createFile(run.resolve("lease/runner"));
        Path full = Files.writeString(run.resolve("lease/full"), "x");
        for (Path file : List.of(empty, full)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        }

        // when
        store.touch(List.of(new RemoteStore.Path(run.toString(), "lease/runner"), new RemoteStore.Path(run.toString(), "lease/full")));

        // then
        Instant before = Instant.now().minusSeconds(60);
        assertThat(Files.getLastModifiedTime(empty).toInstant()).isAfter(before);
        assertThat(Files.getLastModifiedTime(full).toInstant()).isAfter(before);
    }

    @Test
    void shouldRemoveLinksAndNotWhatTheyPointTo() throws IOException {
        // given
        Path run = created();
        Path outside = Files.createDirectory(root.resolve("outside"));
        Path precious = Files.writeString(outside.resolve("precious"), "x");
        Files.createDirectories(run.resolve("results/load"));
        Files.createSymbolicLink(run.resolve("results/load/link"), outside);
        Files.createSymbolicLink(run.resolve("link"), outside);

        // when
        store.delete(run.toString(), "results");
        store.delete(run.toString(), "link");

        // then
        assertThat(run.resolve("results")).doesNotExist();
        assertThat(run.resolve("link")).doesNotExist();
        assertThat(precious).exists();
    }

    @Test
    void shouldNotFollowLinksOutOfTheRunDirectory() throws IOException {
        // given
        Path run = created();
        String directory = run.toString();
        Path outside = Files.createDirectory(root.resolve("outside"));
        Path precious = Files.writeString(outside.resolve("precious"), "x");
        Files.createSymbolicLink(run.resolve("results/out"), outside);
        Files.createSymbolicLink(run.resolve("events/file.json"), precious);

        // when
        List<Found> news = store.news(List.of(new Watch(directory, "events", Set.of())));

        // then
        assertThat(news).isEmpty();
        assertThat(store.describe(directory, "", 10)).isEmpty();
        assertThatThrownBy(() -> store.get(directory, "results/out/precious", 0, 1)).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("a symbolic link leads out of the run directory");
        assertThatThrownBy(() -> store.get(directory, "events/file.json", 0, 1)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> store.put(directory, "results/out/new/x", new byte[1], Mode.NORMAL)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> store.delete(directory, "results/out/precious")).isInstanceOf(UncheckedIOException.class);
        assertThat(outside).isDirectoryContaining("glob:**/precious").isDirectoryNotContaining("glob:**/new");
    }

    @Test
    void shouldSayWhatFailedWhereAndWhy() throws IOException {
        // given
        Path run = Path.of(newRunDirectory());
        Files.createDirectories(run.getParent());
        Files.createFile(run);

        // when / then
        assertThatThrownBy(() -> store.create(run.toString())).isInstanceOf(UncheckedIOException.class)
                .hasMessage("Could not create the run directory " + run + ": a file has the name " + run);
    }
}
