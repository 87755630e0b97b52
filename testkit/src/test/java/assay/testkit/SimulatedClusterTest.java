package assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.RemoteStore.Mode;
import assay.events.FileFact;
import assay.events.JobName;
import assay.events.PlannedJob.Work;
import assay.events.RunId;
import assay.events.Token;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Simulated clients wait, meet and run their own windows as the wrapper's do. */
class SimulatedClusterTest {
    private static final String DIRECTORY = "/runs/r";
    private final ManualClock clock = new ManualClock(Instant.EPOCH.plusSeconds(1_000));
    private JobBehaviour behaviour = JobBehaviour.aClient(1);
    private final SimulatedCluster cluster = new SimulatedCluster(clock, token -> token.job().value().endsWith("-2") ? replica(2) : behaviour);

    @BeforeEach
    void openRun() {
        cluster.store().create(DIRECTORY);
        cluster.store().furnish(DIRECTORY);
        touch("lease/runner");
    }

    @Test
    void shouldRunItsOwnRepetition() {
        // given
        touch("endpoints/db-r3.env");
        behaviour = behaviour.with(new Work(3, 1, 1, 1), false);
        // when
        submit("load-r3");
        pass(30);
        // then
        assertThat(said("load-r3")).containsExactly("STARTED", "measure 3", "measured 3", "STOPPED done");
    }

    @Test
    void shouldWaitForAServiceLongerThanAMinute() {
        // given
        behaviour = behaviour.with(Work.all(1), true);
        submit("load");
        pass(300);
        // when
        touch("endpoints/db.env");
        pass(30);
        // then
        assertThat(said("load")).containsExactly("STARTED", "waiting", "measure 1", "measured 1", "STOPPED done");
    }

    @Test
    void shouldBeginAWindowWhenAllReplicasHaveCome() {
        // given
        touch("endpoints/db.env");
        behaviour = replica(1);
        submit("load-1");
        pass(100);
        List<String> alone = said("load-1");
        // when
        submit("load-2");
        pass(30);
        // then
        assertThat(alone).containsExactly("STARTED", "waiting 1");
        assertThat(said("load-1")).containsExactly("STARTED", "waiting 1", "measure 1", "measured 1", "STOPPED done");
        assertThat(said("load-2")).isEqualTo(said("load-1"));
    }

    private static JobBehaviour replica(int number) {
        return JobBehaviour.aClient(1).with(new Work(1, 1, number, 2), false);
    }

    private static Token token(String job) {
        return Token.of(new JobName(job), 1, new RunId("7k3q2mabcd"), "l0g1d234");
    }

    private void submit(String job) {
        cluster.submit(new SubmitRequest(token(job), "#!/bin/bash", DIRECTORY, clock.instant().plusSeconds(60)));
    }

    private void touch(String path) {
        cluster.store().put(DIRECTORY, path, new byte[0], Mode.NORMAL);
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            cluster.work();
        }
    }

    private List<String> said(String job) {
        List<String> said = new ArrayList<>();
        for (FileFact file : cluster.store().describe(DIRECTORY, "events", 100)) {
            String text = new String(cluster.store().get(DIRECTORY, file.path(), 0, 10_000).orElseThrow(), StandardCharsets.UTF_8);
            if (file.path().startsWith("events/" + token(job))) {
                said.add((member(text, "type").replace("PHASE", "") + " " + member(text, "phase") + " " + member(text, "repetition") + member(text, "reason")).strip().replaceAll(" +", " "));
            }
        }
        return said;
    }

    private static String member(String json, String name) {
        int at = json.indexOf("\"" + name + "\":\"");
        return at < 0 ? "" : json.substring(at + name.length() + 4, json.indexOf('"', at + name.length() + 4));
    }
}
