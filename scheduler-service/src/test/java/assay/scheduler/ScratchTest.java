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

    private Path scratch(String token) {
        return Path.of(trial.site().scratch(), "assay-" + token);
    }

    private static void makeOld(Path scratch) throws IOException {
        Files.setLastModifiedTime(scratch, FileTime.from(Instant.now().minusSeconds(300)));
    }

    private JobScripted script() {
        return Samples.script(Samples.service(Samples.run("exec sleep 100"), "true", 10, List.of()), trial.site(), trial.config());
    }
}
