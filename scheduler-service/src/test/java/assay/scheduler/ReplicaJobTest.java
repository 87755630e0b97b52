package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.JobEvent.JobScripted;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replicas of a client, which begin each window at one instant that they agree on by files alone. */
@Timeout(90)
final class ReplicaJobTest {
    @TempDir
    private Path directory;
    private JobTrial trial;
    private ServerSocket service;

    @BeforeEach
    void openTrial() throws IOException {
        trial = new JobTrial(directory);
        service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        trial.write("endpoints/db.env", "ASSAY_DB_PORT='" + service.getLocalPort() + "'\nASSAY_DB_ADDRESSES='lo=127.0.0.1'\n");
    }

    @AfterEach
    void closeTrial() throws IOException {
        service.close();
        trial.close();
    }

    @Test
    void shouldBeginEachWindowTogether() throws Exception {
        // given
        String text = "[ -e \"$ASSAY_RUN_DIR/prepared-3\" ]; date +%s.%N > \"$ASSAY_OUTPUT/began\"; echo \"$ASSAY_AGREED\" > \"$ASSAY_OUTPUT/agreed\"; echo \"$ASSAY_REPLICA of $ASSAY_REPLICAS\"";
        Program program = new Program("", List.of(), text, "touch \"$ASSAY_RUN_DIR/prepared-$ASSAY_REPLICA\"", Map.of(), List.of());
        List<JobScripted> scripts = replicas(program, 3, 2);

        // when
        List<Process> jobs = new ArrayList<>();
        for (JobScripted script : scripts) {
            jobs.add(trial.startNamed(script));
        }

        // then
        for (Process job : jobs) {
            assertThat(trial.exit(job)).as(trial.log()).isZero();
        }
        for (JobScripted script : scripts) {
            assertThat(trial.phases(script)).extracting(event -> event.get("phase") + event.get("repetition"))
                    .containsExactly("prepare1", "waiting1", "waiting1", "measure1", "measured1", "waiting2", "measure2", "measured2");
        }
        for (String repetition : List.of("1", "2")) {
            List<Map<String, String>> windows = trial.events("PHASE").stream()
                    .filter(event -> event.get("phase").equals("measure") && event.get("repetition").equals(repetition)).toList();
            assertThat(windows).hasSize(3).noneMatch(event -> event.containsKey("late")).extracting(event -> event.get("agreed")).containsOnly(windows.getFirst().get("agreed"));
            double agreed = Double.parseDouble(windows.getFirst().get("agreed"));
            assertThat(windows).allSatisfy(event -> assertThat(Double.parseDouble(event.get("at")) - agreed).isBetween(0.0, 0.3));
            for (JobScripted script : scripts) {
                double began = Double.parseDouble(Files.readString(trial.file("results/" + script.job() + "/rep-" + repetition + "/began")));
                assertThat(began - agreed).isBetween(0.0, 0.3);
                assertThat(trial.file("results/" + script.job() + "/rep-" + repetition + "/agreed")).hasContent(windows.getFirst().get("agreed").replace(".", ""));
            }
        }
        assertThat(trial.file("results/load-2/rep-1/stdout.txt")).hasContent("2 of 3");
        assertThat(trial.file("start")).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void shouldSayThatItBeganTooLate() throws Exception {
        // given
        long agreed = Instant.now().getEpochSecond() - 5;
        Files.createDirectories(trial.file("start"));
        trial.write("start/load.a1.rep-1.2", "another\n");
        trial.write("start/load.a1.rep-1.at", agreed + "000000\n");
        JobScripted script = replicas(Samples.run("true"), 2, 1).getFirst();

        // when
        Process job = trial.startNamed(script);

        // then
        assertThat(trial.exit(job)).as(trial.log()).isZero();
        Map<String, String> window = trial.phases(script).get(1);
        assertThat(window).containsEntry("phase", "measure").containsEntry("agreed", agreed + ".000000");
        assertThat(Double.parseDouble(window.get("late"))).isBetween(5.0, 20.0);
        assertThat(trial.log()).contains("after the instant that the replicas agreed on");
    }

    @Test
    void shouldMeetAnewWhenTheServiceBeganAgain() throws Exception {
        // given
        Files.createDirectories(trial.file("start"));
        trial.write("start/load.a1.rep-1.1", "an earlier attempt\n");
        trial.write("start/load.a1.rep-1.2", "an earlier attempt\n");
        trial.write("start/load.a1.rep-1.at", "1000000\n");
        trial.write("endpoints/db.env", Files.readString(trial.file("endpoints/db.env")) + "ASSAY_DB_TOKEN='db-a2.abcdefghij.l0g1d234.assay'\n");
        List<JobScripted> scripts = replicas(Samples.run("true"), 2, 1);

        // when
        Process first = trial.startNamed(scripts.getFirst());
        Process second = trial.startNamed(scripts.getLast());

        // then
        assertThat(trial.exit(first)).as(trial.log()).isZero();
        assertThat(trial.exit(second)).as(trial.log()).isZero();
        assertThat(trial.phases(scripts.getFirst()).get(1)).containsEntry("phase", "measure").doesNotContainKey("late");
        assertThat(trial.file("start/load.a2.rep-1.at")).exists();
    }

    @Test
    void shouldStopWaitingForTheOthersWhenAskedTo() throws Exception {
        // given
        JobScripted script = replicas(Samples.run("true"), 2, 1).getLast();
        Process job = trial.startNamed(script);
        trial.await(job, () -> Files.exists(trial.file("start/load.a1.rep-1.2")));

        // when
        trial.age("stop/" + JobTrial.token(script), 0);

        // then
        assertThat(trial.exit(job)).isZero();
        assertThat(trial.last()).containsEntry("reason", "stop-requested");
        assertThat(trial.phases(script)).extracting(event -> event.get("phase")).containsExactly("waiting");
    }

    @Test
    void shouldStopWaitingForTheOthersWhenNobodyHoldsTheLease() throws Exception {
        // given
        JobScripted script = replicas(Samples.run("true"), 2, 1).getFirst();
        Process job = trial.startNamed(script);
        trial.await(job, () -> Files.exists(trial.file("start/load.a1.rep-1.1")));

        // when
        trial.age("lease/runner", 1000);

        // then
        assertThat(trial.exit(job)).isEqualTo(74);
        assertThat(trial.last()).containsEntry("reason", "lease-expired");
    }

    private List<JobScripted> replicas(Program program, int replicas, int repetitions) {
        List<JobScripted> scripts = Samples.scripts(Samples.client(program, new ClientSpec.Jobs(Scope.RUN, replicas, false, 1), 600), repetitions, trial.site(), trial.config());
        return scripts.subList(1, scripts.size());
    }
}
