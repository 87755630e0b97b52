package assay.cluster.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.cluster.ArtifactStore.Look;
import assay.cluster.ArtifactStore.Order;
import assay.cluster.ArtifactStore.Outcome;
import assay.cluster.ArtifactStore.Outcome.Failed;
import assay.cluster.ArtifactStore.Outcome.Refused;
import assay.cluster.ArtifactStore.Outcome.Staged;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.LocalCommands;
import assay.events.recipe.Artifact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images, by the apptainer of this machine where there is one. */
@Timeout(60)
class ImagePullTest {
    /** An image of one layer with one file that holds the argument. */
    private static final String ARCHIVE = """
            mkdir -p root/etc && echo "$1" > root/etc/hello && tar -C root -cf layer.tar etc
            sum=$(sha256sum < layer.tar)
            printf '{"architecture":"amd64","os":"linux","config":{"Cmd":["/bin/true"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' "${sum%% *}" > config.json
            printf '[{"Config":"config.json","RepoTags":["tiny:1"],"Layers":["layer.tar"]}]' > manifest.json
            tar -cf tiny.tar config.json layer.tar manifest.json
            """;
    @TempDir
    private Path home;
    private LocalCommands commands;
    private SharedCache cache;

    @BeforeEach
    void open() {
        commands = new LocalCommands(Map.of("PATH", System.getenv("PATH"), "HOME", home.toString()));
        cache = SharedCache.of(Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")), Optional.empty());
    }

    @AfterEach
    void close() {
        cache.close();
        commands.close();
    }

    @Test
    void shouldTurnAnArchiveIntoAnImageUntilItChanges() throws Exception {
        // given
        assumeTrue(commands.has("apptainer"), "there is no apptainer on PATH");
        archive("one");
        Order order = order("docker-archive:" + home + "/tiny.tar");

        // when
        Look look = cache.look(order);
        Staged first = (Staged) cache.stage(order);
        Outcome second = cache.stage(order);
        archive("two");
        Staged changed = (Staged) cache.stage(order);

        // then
        assertThat(look).isEqualTo(new Look("image", false, 0, "to be pulled by apptainer", "", ""));
        assertThat(first.kind()).isEqualTo("image");
        assertThat(Path.of(first.path())).isEqualTo(home.resolve(".cache/assay/sha256").resolve(first.sha256()).resolve("image.sif"));
        assertThat(bash("sha256sum < " + first.path())).startsWith(first.sha256());
        assertThat(second).isEqualTo(new Staged("image", first.path(), first.sha256(), first.bytes(), true));
        assertThat(changed.cached()).isFalse();
        assertThat(changed.sha256()).isNotEqualTo(first.sha256());
        assertThat(home.resolve(".cache/assay/work")).isEmptyDirectory();
    }

    @Test
    void shouldTellInApptainersWordsWhatWentWrong() throws Exception {
        // given
        assumeTrue(commands.has("apptainer"), "there is no apptainer on PATH");
        Files.writeString(home.resolve("broken.tar"), "no archive");

        // when
        Outcome silent = cache.stage(order("docker://127.0.0.1:1/redis:7.4"));
        Outcome broken = cache.stage(order("docker-archive:" + home + "/broken.tar"));
        Outcome missing = cache.stage(order("oci-archive:" + home + "/none.tar"));

        // then
        assertThat(silent).isInstanceOf(Failed.class);
        assertThat(((Failed) silent).reason()).startsWith("apptainer says: FATAL:").contains("connection refused");
        assertThat(broken).isNotInstanceOf(Staged.class);
        assertThat(missing).isInstanceOf(Refused.class);
        assertThat(((Refused) missing).reason()).contains("there is no " + home + "/none.tar");
        assertThat(home.resolve(".cache/assay/work")).isEmptyDirectory();
    }

    @Test
    void shouldSayThatThereIsNone() throws Exception {
        // given
        Path tools = Files.createDirectories(home.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("bash"), commands.program("bash").orElseThrow());
        SharedCache without = SharedCache.of(Map.of("HOME", home.toString(), "PATH", tools.toString()), Optional.empty());

        // when
        Outcome outcome = without.stage(order("docker://redis:7.4"));
        Look look = without.look(order("docker://redis:7.4"));

        // then
        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).reason()).isEqualTo("neither apptainer nor singularity is on PATH of the machine that Assay runs on").isEqualTo(look.obstacle());
    }

    private void archive(String words) {
        bash("cd " + home + " && set -- " + words + "\n" + ARCHIVE);
    }

    private String bash(String text) {
        Ended ended = (Ended) commands.run(List.of("bash", "-euc", text), Duration.ofSeconds(20));
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended.out();
    }

    private static Order order(String reference) {
        return new Order("run", Artifact.read(reference).orElseThrow(), "");
    }
}
