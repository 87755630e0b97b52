package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The in-job sampler as it runs: real bash, real processes, and a real cgroup where this machine lets us make one. */
@Timeout(60)
final class SamplerJobTest {
    private static final String HEADER = "t,source,node,step,cpu_seconds,memory_bytes,memory_peak_bytes,read_bytes,write_bytes,processes";
    private static final String SAMPLES = "metrics/" + JobTrial.TOKEN + ".n1.csv";
    private static final ServiceSpec SERVICE = Samples.service(Samples.run("touch up; exec sleep 100"), "[ -e up ]", 10, List.of());

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
    void shouldSampleTheProcessesWhereTheJobHasNoCgroup() throws Exception {
        // given
        Process job = trial.start(Samples.script(SERVICE, trial.site(), trial.config()));

        // when
        trial.await(job, () -> samples().size() > 2);

        // then
        assertThat(samples().getFirst()).isEqualTo(HEADER);
        assertThat(samples().getLast()).matches("\\d+\\.\\d{6},proc,n1,batch,\\d+\\.\\d{6},[1-9]\\d*,,,,[2-9]\\d*");
    }

    @Test
    void shouldReadTheCgroupOfTheJobWhereThereIsOne() throws Exception {
        // given
        Path user = Path.of("/sys/fs/cgroup/memory/assay-test-" + ProcessHandle.current().pid());
        assumeTrue(Files.isWritable(user.getParent()), "no cgroup of version 1 can be made here");
        Path step = Files.createDirectories(user.resolve("job_4711/step_batch"));
        Site site = new Site("slurm", "slurm", true, "", trial.site().scratch(), List.of("echo $$ > " + step + "/cgroup.procs"), false, Map.of());

        // when
        Process job = trial.start(Samples.script(SERVICE, site, trial.config()));
        trial.await(job, () -> samples().size() > 2);
        trial.age("stop/" + JobTrial.TOKEN, 0);
        trial.exit(job);

        // then
        assertThat(samples().getLast()).matches("\\d+\\.\\d{6},cgroup,n1,batch,,[1-9]\\d*,[1-9]\\d*,,,[2-9]\\d*");
        for (Path group = step; !group.equals(user.getParent()); group = group.getParent()) {
            Files.delete(group);
        }
    }

    @Test
    void shouldNotMistakeOthersForProcessesThatEndWhileItLooks() throws Exception {
        // given
        String script = ScriptTemplates.text("sampler.sh") + """
                assay_at=1.000000 assay_node=n1 source=proc assay_page=4096 assay_ticks=100
                while :; do /bin/true; done &
                for ((i = 0; i < 300; i++)); do assay_sample_processes; done
                kill $!
                """;

        // when
        Bash.Outcome outcome = Bash.run(List.of("bash", "-uc", script));

        // then
        assertThat(outcome.output().lines()).hasSize(300).allMatch(line -> line.matches("1.000000,proc,n1,batch,.*,[123]"));
    }

    private List<String> samples() {
        try {
            return Files.exists(trial.file(SAMPLES)) ? Files.readAllLines(trial.file(SAMPLES)) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
