package assay.cluster.staging;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.ArtifactStore.Look;
import assay.cluster.ArtifactStore.Order;
import assay.cluster.ArtifactStore.Outcome;
import assay.cluster.ArtifactStore.Outcome.Failed;
import assay.cluster.ArtifactStore.Outcome.Refused;
import assay.cluster.ArtifactStore.Outcome.Staged;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.LocalCommands;
import assay.events.recipe.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SharedCacheTest {
    @TempDir
    private Path home;
    private Path models;
    private SharedCache cache;

    @BeforeEach
    void open() throws IOException {
        models = Files.createDirectories(home.resolve("models"));
        cache = cacheOf(Optional.empty());
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void shouldUseAFileWhereItLies() throws IOException {
        // given
        Path file = Files.writeString(models.resolve("tiny.gguf"), "weights");

        // when
        Outcome first = cache.stage(order(file.toString()));
        Outcome second = cache.stage(order(file.toString()));

        // then
        String sha256 = said("sha256sum < " + file).substring(0, 64);
        assertThat(first).isEqualTo(new Staged("file", file.toString(), sha256, 7, false));
        assertThat(second).isEqualTo(new Staged("file", file.toString(), sha256, 7, true));
    }

    @Test
    void shouldReadAFileAgainThatWasWrittenTo() throws IOException {
        // given
        Path file = Files.writeString(models.resolve("tiny.gguf"), "weights");
        cache.stage(order(file.toString()));
        Files.writeString(file, "WEIGHTS");

        // when
        Outcome again = cache.stage(order(file.toString()));

        // then
        assertThat(again).isEqualTo(new Staged("file", file.toString(), said("sha256sum < " + file).substring(0, 64), 7, false));
    }

    @Test
    void shouldNameADirectoryByWhatSha256sumSaysOfItsFiles() throws IOException {
        // given
        Files.writeString(Files.createDirectories(models.resolve("b/c")).resolve("x"), "1");
        Files.writeString(models.resolve("b.bin"), "22");
        Files.createSymbolicLink(models.resolve("a"), Files.writeString(home.resolve("elsewhere"), "333"));

        // when
        Outcome outcome = cache.stage(order(models.toString()));

        // then
        String sha256 = said("cd " + models + " && find -L . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum").substring(0, 64);
        assertThat(outcome).isEqualTo(new Staged("directory", models.toString(), sha256, 6, false));
    }

    @Test
    void shouldCopyWhereACacheIsNamed() throws IOException {
        // given
        Path command = Files.createDirectories(models.resolve("bin")).resolve("serve");
        Files.setPosixFilePermissions(Files.writeString(command, "#!/bin/sh\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path named = home.resolve("scratch/cache");

        // when
        Outcome first = cache.stage(order(models.toString(), named));
        Outcome second = cache.stage(order(models.toString(), named));

        // then
        Staged staged = (Staged) first;
        assertThat(Path.of(staged.path())).isEqualTo(named.resolve("sha256").resolve(staged.sha256()).resolve("models"));
        assertThat(Path.of(staged.path(), "bin/serve")).isExecutable().hasContent("#!/bin/sh\n");
        assertThat(second).isEqualTo(new Staged("directory", staged.path(), staged.sha256(), 10, true));
        assertThat(left(named)).isEmpty();
    }

    @Test
    void shouldRemoveWhatAKilledOneLeftAndNothingElse() throws IOException {
        // given
        Path named = home.resolve("cache");
        Files.writeString(models.resolve("m"), "1");
        cache.stage(order(models.toString(), named));
        Path half = Files.createDirectories(named.resolve("work").resolve(key(named) + ".123/tmp/rootfs"));
        Files.setPosixFilePermissions(Files.writeString(half.resolve("half"), "1").getParent(), PosixFilePermissions.fromString("r-xr-xr-x"));
        Path others = Files.createDirectories(named.resolve("work/0123.456"));
        Files.writeString(models.resolve("m"), "2");

        // when
        Outcome outcome = cache.stage(order(models.toString(), named));

        // then
        assertThat(outcome).isInstanceOf(Staged.class);
        assertThat(left(named)).containsExactly(others);
    }

    @Test
    void shouldMendWhatWasDamagedInTheCache() throws IOException {
        // given
        Path named = home.resolve("cache");
        Path file = Files.writeString(models.resolve("m"), "right");
        Staged staged = (Staged) cache.stage(order(file.toString(), named));
        Files.writeString(Path.of(staged.path()), "wrong");

        // when
        Outcome outcome = cache.stage(order(file.toString(), named));

        // then
        assertThat(outcome).isEqualTo(new Staged("file", staged.path(), staged.sha256(), 5, false));
        assertThat(Path.of(staged.path())).hasContent("right");
    }

    @Test
    void shouldBringOnceWhatManyWantAtTheSameTime() throws IOException {
        // given
        Files.write(models.resolve("m"), new byte[1 << 20]);
        Path named = home.resolve("cache");
        List<SharedCache> servers = List.of(cache, cacheOf(Optional.empty()), cacheOf(Optional.empty()));

        // when
        List<Outcome> outcomes = IntStream.range(0, 12).parallel()
                .mapToObj(i -> servers.get(i % 3).stage(new Order("run" + i, Artifact.read(models.toString()).orElseThrow(), named.toString()))).toList();

        // then
        assertThat(outcomes).allMatch(Staged.class::isInstance);
        assertThat(outcomes.stream().filter(outcome -> !((Staged) outcome).cached())).hasSize(1);
        assertThat(left(named)).isEmpty();
    }

    @Test
    void shouldSayWhatIsNotThere() throws IOException {
        // given
        Path empty = Files.createDirectories(home.resolve("empty"));
        Files.createSymbolicLink(models.resolve("gone"), home.resolve("nowhere"));

        // when
        List<Outcome> outcomes = Stream.of(home + "/no", empty.toString(), models.toString()).map(path -> cache.stage(order(path))).toList();

        // then
        assertThat(outcomes).allMatch(Refused.class::isInstance).extracting(outcome -> ((Refused) outcome).reason()).satisfiesExactly(
                reason -> assertThat(reason).contains("there is no " + home + "/no"), reason -> assertThat(reason).contains("holds no file"),
                reason -> assertThat(reason).contains("/gone cannot be read").contains("a link that leads nowhere"));
    }

    @Test
    void shouldLookBeforeItLeaps() throws IOException {
        // given
        Path file = Files.writeString(models.resolve("m"), "weights");

        // when
        Look before = cache.look(order(file.toString()));
        cache.stage(order(file.toString()));
        Look after = cache.look(order(file.toString()));
        Look missing = cache.look(order(home + "/no"));

        // then
        assertThat(before).isEqualTo(new Look("file", false, 7, "to be read for its digest, and used where it lies", "", ""));
        assertThat(after).isEqualTo(new Look("file", true, 7, "used where it lies", "", ""));
        assertThat(missing.obstacle()).contains("there is no " + home + "/no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loadgen/target/loadgen", "loadgen"})
    void shouldStageTheLoadGeneratorOfItsCloneOrDistribution(String place) throws IOException {
        // given
        Path command = Files.createDirectories(home.resolve("clone").resolve(place).resolve("bin")).resolve("loadgen");
        Files.setPosixFilePermissions(Files.writeString(command, "#!/bin/sh\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
        cache = cacheOf(Optional.of(home.resolve("clone")));

        // when
        Outcome outcome = cache.stage(order("assay:loadgen"));

        // then
        Staged staged = (Staged) outcome;
        assertThat(Path.of(staged.path(), "bin/loadgen")).isExecutable();
        assertThat(staged.path()).startsWith(home + "/.cache/assay/sha256/" + staged.sha256()).endsWith("/loadgen");
    }

    @Test
    void shouldSayWhyTheLoadGeneratorCannotBeBuilt() throws IOException {
        // given
        Path builder = Files.createDirectories(home.resolve("clone/dev")).resolve("loadgen-image");
        Files.setPosixFilePermissions(Files.writeString(builder, "#!/bin/sh\necho 'no jlink' >&2\nexit 69\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
        SharedCache elsewhere = cacheOf(Optional.empty());
        cache = cacheOf(Optional.of(home.resolve("clone")));

        // when
        Outcome failed = cache.stage(order("assay:loadgen"));
        Outcome homeless = elsewhere.stage(order("assay:loadgen"));

        // then
        assertThat(failed).isEqualTo(new Failed("dev/loadgen-image says: no jlink", "run it by hand: " + builder));
        assertThat(homeless).isInstanceOf(Refused.class);
    }

    private SharedCache cacheOf(Optional<Path> clone) {
        return SharedCache.of(Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")), clone);
    }

    private Order order(String reference) {
        return new Order("run", Artifact.read(reference).orElseThrow(), "");
    }

    private static Order order(String reference, Path cache) {
        return new Order("run", Artifact.read(reference).orElseThrow(), cache.toString());
    }

    private static String key(Path cache) throws IOException {
        try (Stream<Path> locks = Files.list(cache.resolve("locks"))) {
            return locks.findFirst().orElseThrow().getFileName().toString();
        }
    }

    private static List<Path> left(Path cache) throws IOException {
        try (Stream<Path> work = Files.list(cache.resolve("work"))) {
            return work.toList();
        }
    }

    private static String said(String bash) {
        try (LocalCommands commands = new LocalCommands(Map.of("PATH", System.getenv("PATH"), "LC_ALL", "C.UTF-8"))) {
            return ((Ended) commands.run(List.of("bash", "-c", bash), Duration.ofSeconds(20))).out();
        }
    }
}
