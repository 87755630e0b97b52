package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.JobEvent.JobScripted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a job does before its payload: whose attempt is it, and does anybody still want it? */
@Timeout(60)
final class ClaimTest {
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
    void shouldRunThePayloadOnceHoweverOftenItIsSubmitted() throws Exception {
        // given
        JobScripted script = script("echo x >> \"$ASSAY_RUN_DIR/payloads\"; exit 3");
        List<Process> jobs = new ArrayList<>();

        // when
        for (int id = 1; id <= 6; id++) {
            jobs.add(trial.start(script, Integer.toString(id), Map.of()));
        }

        // then
        List<Integer> exits = new ArrayList<>();
        for (Process job : jobs) {
            exits.add(trial.exit(job));
        }
        assertThat(exits).containsExactlyInAnyOrder(0, 0, 0, 0, 0, 3);
        assertThat(trial.file("payloads")).hasContent("x");
        String owner = trial.events("STARTED").getFirst().get("job");
        assertThat(trial.events("DUPLICATE")).hasSize(5).allMatch(event -> owner.equals(event.get("owner")));
        assertThat(trial.file("claims")).isDirectoryContaining("glob:**" + JobTrial.TOKEN);
    }

    @Test
    void shouldNotRunAgainAfterARequeue() throws Exception {
        // when
        Process job = trial.start(script("touch \"$ASSAY_RUN_DIR/payload\""), "4711", Map.of("SLURM_RESTART_COUNT", "1"));

        // then
        assertThat(trial.exit(job)).isEqualTo(75);
        assertThat(trial.events()).hasSize(1);
        assertThat(trial.last()).containsEntry("reason", "requeued").containsEntry("exit", "75").containsEntry("restart", "1").containsEntry("program_exit", "");
        assertThat(trial.file("payload")).doesNotExist();
    }

    @Test
    void shouldNotStartWithoutALease() throws Exception {
        // given
        Files.delete(trial.file("lease/runner"));

        // when
        Process job = trial.start(script("touch \"$ASSAY_RUN_DIR/payload\""));

        // then
        assertThat(trial.exit(job)).isEqualTo(76);
        assertThat(trial.events()).hasSize(1);
        assertThat(trial.last()).containsEntry("reason", "no-lease").containsEntry("exit", "76");
        assertThat(trial.file("payload")).doesNotExist();
    }

    @Test
    void shouldNotStartWithAStaleLease() throws Exception {
        // given
        trial.age("lease/runner", 1000);

        // when
        Process job = trial.start(script("touch \"$ASSAY_RUN_DIR/payload\""));

        // then
        assertThat(trial.exit(job)).isEqualTo(76);
        trial.shouldHaveLeftNothing();
    }

    private JobScripted script(String text) {
        return Samples.script(Samples.service(Samples.run(text), "false", 10, List.of()), trial.site(), trial.config());
    }
}
