package assay.cluster.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cluster.Eventually;
import assay.cluster.RemoteStore;
import assay.cluster.RemoteStore.Mode;
import assay.cluster.RemoteStore.Watch;
import assay.cluster.RemoteStoreContract;
import assay.events.FileFact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a real sshd, and what jobs may try in their directories. */
class SshStoreTest extends RemoteStoreContract {
    @TempDir
    private static Path server;
    private static TestSshd sshd;
    private static Sessions sessions;

    @TempDir
    private Path root;

    @BeforeAll
    static void connect() {
        sshd = TestSshd.start(server.resolve("sshd"));
        sessions = new Sessions(new Connection(sshd.config(sshd.connect()), SshCluster.program()));
    }

    @AfterAll
    static void close() {
        if (sshd != null) {
            sessions.close();
            sshd.close();
        }
    }

    @Override
    protected RemoteStore store() {
        return new SshStore(sessions);
    }

    @Override
    protected String newRunDirectory() {
        return root.resolve("it's a \"run\" $(id) é %j " + System.nanoTime()).toString();
    }

    private Path made() {
        String run = newRunDirectory();
        store().create(run);
        store().furnish(run);
        return Path.of(run);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldBringAnyBytesThereAndBack() {
        // given
        String run = made().toString();
        byte[] bytes = new byte[3_000_001];
        new Random(7).nextBytes(bytes);

        // when
        store().put(run, "results/any", bytes, Mode.NORMAL);

        // then
        assertThat(store().get(run, "results/any", 0, bytes.length)).hasValueSatisfying(back -> assertThat(back).isEqualTo(bytes));
        assertThat(store().get(run, "results/any", -5, 100)).hasValueSatisfying(back -> assertThat(back).hasSize(5));
    }

    @Test
    void shouldGiveFilesTheirModes() throws IOException {
        // given
        Path run = made();

        // when
        store().put(run.toString(), "secrets/a", bytes("s"), Mode.SECRET);
        store().put(run.toString(), "scripts/a", bytes("s"), Mode.EXECUTABLE);
        store().putIfAbsent(run.toString(), "logs/a", bytes("s"), Mode.NORMAL);

        // then
        assertThat(List.of("", "secrets", "secrets/a", "scripts/a", "logs/a")).extracting(path -> PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve(path))))
                .containsExactly("rwx------", "rwx------", "rw-------", "rwxr-xr-x", "rw-r--r--");
        try (var left = Files.list(run.resolve("secrets"))) {
            assertThat(left).extracting(path -> path.getFileName().toString()).containsExactly("a");
        }
    }

    @Test
    void shouldFollowNoLinkOutOfTheRunDirectory() throws IOException {
        // given
        Path run = made();
        Path outside = Files.writeString(Files.createDirectory(root.resolve("outside")).resolve("secret"), "theirs");
        Files.createSymbolicLink(run.resolve("results/out"), outside.getParent());
        Files.createSymbolicLink(run.resolve("results/file"), outside);
        Files.createSymbolicLink(run.resolve("events/one.json"), outside);

        // when / then
        for (String path : List.of("results/out/secret", "results/file")) {
            assertThatThrownBy(() -> store().get(run.toString(), path, 0, 10)).as(path).isInstanceOf(UncheckedIOException.class).hasMessageContaining("symbolic link");
            assertThatThrownBy(() -> store().put(run.toString(), path, bytes("x"), Mode.NORMAL)).as(path).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> store().touch(List.of(new RemoteStore.Path(run.toString(), path)))).as(path).isInstanceOf(UncheckedIOException.class);
        }
        assertThat(store().describe(run.toString(), "results", 10)).isEmpty();
        assertThat(store().news(List.of(new Watch(run.toString(), "events", Set.of())))).isEmpty();
        store().delete(run.toString(), "results");
        assertThat(outside).hasContent("theirs");
    }

    @Test
    void shouldSayWhyNothingCanBeWritten() {
        // given
        String run = made().toString();
        store().put(run, "results/file", bytes("x"), Mode.NORMAL);

        // when / then
        assertThatThrownBy(() -> store().put(run, "results/file/below", bytes("x"), Mode.NORMAL)).isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Could not write " + run + "/results/file/below: ");
        assertThatThrownBy(() -> store().put(run, "results", bytes("x"), Mode.NORMAL)).hasMessageEndingWith("it is a directory");
    }

    @Test
    void shouldLookIntoTheOtherPlacesWhenOneIsGone() {
        // given
        String run = made().toString();
        store().put(run, "events/a.json", bytes("a"), Mode.NORMAL);

        // when
        var found = store().news(List.of(new Watch(run + "/gone", "events", Set.of()), new Watch(run, "events", Set.of())));

        // then
        assertThat(found).extracting(RemoteStore.Found::name).containsExactly("a.json");
        assertThatThrownBy(() -> store().news(List.of(new Watch(run + "/gone", "events", Set.of())))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is no such run directory");
    }

    @Test
    void shouldDescribeAFileThatGrows() throws Exception {
        // given
        Path run = made();
        Process writer = new ProcessBuilder("sh", "-c", "while :; do echo line; done >> \"$0\"", run.resolve("logs/a\\b.log").toString()).start();
        Eventually.until(Duration.ofSeconds(20), () -> run.resolve("logs/a\\b.log").toFile().length(), length -> length > 1_000_000);

        // when
        FileFact fact = store().describe(run.toString(), "logs", 10).getFirst();
        writer.destroyForcibly().waitFor();

        // then
        byte[] bytes = Arrays.copyOf(Files.readAllBytes(run.resolve("logs/a\\b.log")), (int) fact.bytes());
        assertThat(fact).isEqualTo(FileFact.of("logs/a\\b.log", bytes));
    }

    @Test
    void shouldSayWhatCannotBeRead() throws IOException {
        // given
        Path there = Files.writeString(root.resolve("model.gguf"), "x");

        // when / then
        assertThat(store().unreadable(there.toString())).isEmpty();
        assertThat(store().unreadable("/no-such-file-system/model")).isEmpty();
        assertThat(store().unreadable(root.resolve("a/b/c").toString())).hasValue("it is not there; of its path there is " + root);
    }
}
