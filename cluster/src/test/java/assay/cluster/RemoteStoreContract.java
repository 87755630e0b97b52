package assay.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cluster.RemoteStore.Found;
import assay.cluster.RemoteStore.Mode;
import assay.cluster.RemoteStore.Watch;
import assay.events.FileFact;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link RemoteStore} does. A store's own test extends this. */
public abstract class RemoteStoreContract {

    /** The store under test. */
    protected abstract RemoteStore store();

    /** A path for a run directory that does not exist yet; the test that extends this removes it at the end. */
    protected abstract String newRunDirectory();

    private String run() {
        String run = newRunDirectory();
        store().create(run);
        store().furnish(run);
        return run;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String text(String run, String path) {
        return store().get(run, path, 0, 1000).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("(none)");
    }

    @Test
    void shouldCreateTwiceWithoutHarm() {
        // given
        String run = run();
        store().put(run, "recipe.yaml", bytes("a"), Mode.NORMAL);

        // when
        store().create(run);
        store().furnish(run);

        // then
        assertThat(text(run, "recipe.yaml")).isEqualTo("a");
    }

    @Test
    void shouldTellHowLongAgoAFileWasTouched() {
        // given
        String run = run();
        store().touch(List.of(new RemoteStore.Path(run, "lease/runner")));

        // when
        Optional<Duration> age = store().age(run, "lease/runner");

        // then
        assertThat(age).hasValueSatisfying(touched -> assertThat(touched).isBetween(Duration.ZERO, Duration.ofSeconds(20)));
        assertThat(store().age(run, "lease/other")).isEmpty();
        assertThat(store().describe(run, "", 10)).hasSize(1);
        assertThatThrownBy(() -> store().age(run + "/gone", "lease/runner")).isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scripts", "claims", "events", "endpoints", "lease", "stop", "secrets", "metrics", "results", "logs"})
    void shouldCreateThePlacesOfARun(String directory) {
        // given
        String run = run();

        // when
        store().put(run, directory + "/x", bytes("é"), Mode.NORMAL);

        // then
        assertThat(text(run, directory + "/x")).isEqualTo("é");
    }

    @Test
    void shouldReplaceAFileWhole() {
        // given
        String run = run();
        store().put(run, "endpoints/db.env", bytes("a long first content"), Mode.NORMAL);

        // when
        store().put(run, "endpoints/db.env", bytes("b"), Mode.EXECUTABLE);

        // then
        assertThat(text(run, "endpoints/db.env")).isEqualTo("b");
        assertThat(store().describe(run, "endpoints", 10)).extracting(FileFact::path).containsExactly("endpoints/db.env");
    }

    @Test
    void shouldKeepTheFirstOfTwo() {
        // given
        String run = run();
        boolean first = store().putIfAbsent(run, "start/at", bytes("1"), Mode.NORMAL);

        // when
        boolean second = store().putIfAbsent(run, "start/at", bytes("2"), Mode.NORMAL);

        // then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(text(run, "start/at")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/passwd", "a/../../x", "a/../x", "", ".", "..", "./x"})
    void shouldLetNothingLeadOut(String path) {
        // given
        String run = run();

        // when / then
        assertThatThrownBy(() -> store().put(run, path, bytes("x"), Mode.NORMAL)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().get(run, path, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().delete(run, path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotMakeARunDirectoryByWriting() {
        // given
        String run = newRunDirectory();

        // when / then
        assertThatThrownBy(() -> store().put(run, "x", bytes("x"), Mode.NORMAL)).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(run).hasMessageContaining("there is no such run directory");
    }

    @Test
    void shouldReadParts() {
        // given
        String run = run();
        store().put(run, "logs/a.log", bytes("0123456789"), Mode.NORMAL);

        // when
        var parts = List.of(store().get(run, "logs/a.log", 3, 4), store().get(run, "logs/a.log", -3, 10), store().get(run, "logs/a.log", -30, 2),
                store().get(run, "logs/a.log", 30, 2));

        // then
        assertThat(parts).extracting(part -> new String(part.orElseThrow(), StandardCharsets.UTF_8)).containsExactly("3456", "789", "01", "");
        assertThat(store().get(run, "logs/b.log", 0, 10)).isEmpty();
        assertThat(store().get(run, "nowhere/b.log", 0, 10)).isEmpty();
    }

    @Test
    void shouldGiveWhatIsNewOfManyRuns() {
        // given
        String one = run();
        String two = run();
        for (String name : List.of("b.json", "a.json", "c.json", ".hidden", "half.tmp")) {
            store().put(one, "events/" + name, bytes(name), Mode.NORMAL);
        }
        store().put(one, "events/directory/x", bytes("x"), Mode.NORMAL);
        store().put(two, "events/z.json", new byte[100_000], Mode.NORMAL);

        // when
        List<Found> found = store().news(List.of(new Watch(one, "events", Set.of("b.json")), new Watch(two, "events", Set.of()),
                new Watch(two, "nowhere", Set.of())));

        // then
        assertThat(found).extracting(Found::name).containsExactly("a.json", "c.json", "z.json");
        assertThat(found).extracting(Found::runDirectory).containsExactly(one, one, two);
        assertThat(found).extracting(file -> file.content().length).containsExactly(6, 6, 65_536);
    }

    @Test
    void shouldTouchWithoutChangingContent() {
        // given
        String run = run();
        store().put(run, "lease/full", bytes("content"), Mode.NORMAL);

        // when
        store().touch(List.of(new RemoteStore.Path(run, "lease/full"), new RemoteStore.Path(run, "lease/runner")));

        // then
        assertThat(text(run, "lease/full")).isEqualTo("content");
        assertThat(text(run, "lease/runner")).isEmpty();
    }

    @Test
    void shouldTouchNothingInADirectoryThatWasRemoved() {
        // given
        String run = run();
        store().furnish(run);
        store().delete(run, "lease");

        // when
        store().touch(List.of(new RemoteStore.Path(run, "lease/runner")));

        // then
        assertThat(store().get(run, "lease/runner", 0, 1)).isEmpty();
    }

    @Test
    void shouldTouchTheOthersWhenOneCannotBe() {
        // given
        String run = run();
        String gone = newRunDirectory();
        store().furnish(run);

        // when / then
        assertThatThrownBy(() -> store().touch(List.of(new RemoteStore.Path(gone, "lease/runner"), new RemoteStore.Path(run, "lease/runner"))))
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining(gone);
        assertThat(text(run, "lease/runner")).isEmpty();
    }

    @Test
    void shouldDeleteFilesAndDirectories() {
        // given
        String run = run();
        store().put(run, "secrets/db.password", bytes("x"), Mode.SECRET);
        store().put(run, "results/load/rep-1/a", bytes("x"), Mode.NORMAL);

        // when
        store().delete(run, "secrets/db.password");
        store().delete(run, "results");
        store().delete(run, "never/was");

        // then
        assertThat(store().describe(run, "", 10)).isEmpty();
    }

    @Test
    void shouldDescribeByPath() {
        // given
        String run = run();
        store().put(run, "results/load/rep-2/b", bytes(""), Mode.NORMAL);
        store().put(run, "results/load/rep-1/a", bytes("abc"), Mode.NORMAL);
        store().put(run, "results/load/rep-3/c", bytes("c"), Mode.NORMAL);

        // when
        List<FileFact> facts = store().describe(run, "results", 2);

        // then
        assertThat(facts).containsExactly(
                new FileFact("results/load/rep-1/a", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                new FileFact("results/load/rep-2/b", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        assertThat(store().describe(run, "nowhere", 2)).isEmpty();
    }
}
