package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.JobEvent.JobScripted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scratch that a job could not remove itself: the next job on the node does. */
@Timeout(60)
final class ScratchTest {
    @TempDir
    private Path directory;
    private JobTrial trial;

    @BeforeEach
    void openTrial() throws IOException {
        trial = new JobTrial(directory);
    }

    @AfterEach
    void closeTrial() throws IOException {
        trial.close();
    }

    @Test
    void shouldRemoveWhatAJobLeftThatWasKilled() throws Exception {
        // given
        JobScripted script = script();
        Process killed = trial.start(script);
        trial.await(killed, "READY");
        Path left = scratch(JobTrial.TOKEN);
        killed.descendants().forEach(ProcessHandle::destroyForcibly);
        killed.destroyForcibly().waitFor();
        makeOld(left);

        // when
        Process next = trial.start(script, "4712", Map.of("SLURM_JOB_NAME", JobTrial.TOKEN.replace("-a1", "-a2")));

        // then
        trial.await(next, () -> !Files.exists(left));
        trial.await(next, () -> trial.log().contains("removed " + left));
    }

    @Test
    void shouldLeaveWhatAJobThatLivesHolds() throws Exception {
        // given
        JobScripted script = script();
        Process living = trial.start(script);
        trial.await(living, "READY");
        Path held = scratch(JobTrial.TOKEN);
        makeOld(held);

        // when
        Process next = trial.start(script, "4712", Map.of("SLURM_JOB_NAME", JobTrial.TOKEN.replace("-a1", "-a2")));

        // then
        trial.await(next, () -> trial.events("READY").size() == 2);
        assertThat(held).isDirectory();
    }

    @Test
    void shouldRemoveWhatTheProgramKeptElsewhere() throws Exception {
        // given
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path foreign = Files.createDirectories(elsewhere.resolve("assay-other.assay/data"));
        Process job = trial.start(script("""
                mkdir -p '%1$s/'"assay-$ASSAY_TOKEN/data"
                printf '%%s\\n' '%1$s/'"assay-$ASSAY_TOKEN" '%1$s/assay-other.assay' > "$ASSAY_SCRATCH/elsewhere"
                touch up
                exec sleep 100""".formatted(elsewhere), "[ -e up ]"));
        trial.await(job, "READY");

        // when
        job.destroy();

        // then
        assertThat(trial.exit(job)).isEqualTo(143);
        assertThat(elsewhere.resolve("assay-" + JobTrial.TOKEN)).doesNotExist();
        assertThat(foreign).isDirectory();
    }

    @Test
    void shouldRemoveWhatAKilledJobKeptElsewhere() throws Exception {
        // given
        Path elsewhere = directory.resolve("elsewhere/assay-" + JobTrial.TOKEN);
        Files.createDirectories(elsewhere.resolve("data"));
        Path left = Files.createDirectories(scratch(JobTrial.TOKEN));
        Files.writeString(left.resolve("elsewhere"), elsewhere + "\n");
        makeOld(left);

        // when
        Process next = trial.start(script(), "4712", Map.of("SLURM_JOB_NAME", JobTrial.TOKEN.replace("-a1", "-a2")));

        // then
        trial.await(next, () -> !Files.exists(left) && !Files.exists(elsewhere));
    }

    private Path scratch(String token) {
        return Path.of(trial.site().scratch(), "assay-" + token);
    }

    private static void makeOld(Path scratch) throws IOException {
        Files.setLastModifiedTime(scratch, FileTime.from(Instant.now().minusSeconds(300)));
    }

    private JobScripted script() {
        return script("exec sleep 100", "true");
    }

    private JobScripted script(String run, String ready) {
        return Samples.script(Samples.service(Samples.run(run), ready, 10, List.of()), trial.site(), trial.config());
    }
}
