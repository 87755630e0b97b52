package assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.KafkaLog;
import assay.cli.Terminal;
import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.RemoteStore;
import assay.events.Token;
import assay.testkit.JobBehaviour;
import assay.testkit.ManualClock;
import assay.testkit.SimulatedCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose is what bears a token, and does anybody look after it? */
class BearersTest {
    private static final String DIRECTORY = "/runs/r";
    private static final Token TOKEN = new Token("load-a1.abcdefghij.l0g1d234.assay");
    private final ManualClock clock = new ManualClock(Instant.EPOCH.plusSeconds(1_000));
    private final SimulatedCluster cluster = new SimulatedCluster(clock, token -> JobBehaviour.aClient(1));

    @BeforeEach
    void submit() {
        cluster.store().create(DIRECTORY);
        cluster.store().furnish(DIRECTORY);
        touchLease();
        cluster.submit(new SubmitRequest(TOKEN, "", DIRECTORY, clock.instant().plusSeconds(60)));
    }

    private void touchLease() {
        cluster.store().touch(List.of(new RemoteStore.Path(DIRECTORY, "lease/runner")));
    }

    private Bearer found(String ownLog) throws Exception {
        OwnLog own = new OwnLog(KafkaLog.empty(), ownLog);
        List<Bearer> found = new Bearers(cluster, List.of(), () -> own).find();
        assertThat(found).singleElement().satisfies(bearer -> assertThat(bearer.token()).isEqualTo(TOKEN));
        return found.getFirst();
    }

    @Test
    void shouldLeaveAnotherLogsRunToItsServerUntilTheLeaseRanOut() throws Exception {
        // when
        clock.advance(Duration.ofMinutes(15));
        Bearer fresh = found("otherlog");
        clock.advance(Duration.ofSeconds(1));
        Bearer stale = found("otherlog");

        // then
        assertThat(fresh.standing()).isEqualTo(Standing.OTHERS);
        assertThat(stale.standing()).isEqualTo(Standing.OTHERS_STALE);
        assertThat(stale.lease()).contains(Duration.ofSeconds(901));
    }

    @Test
    void shouldGoByTheLeaseThatTheJobsScriptHolds() throws Exception {
        // given
        cluster.store().put(DIRECTORY, "scripts/load.sh", "#!/bin/bash\nassay_lease_seconds=20\n".getBytes(StandardCharsets.UTF_8), RemoteStore.Mode.NORMAL);

        // when
        clock.advance(Duration.ofSeconds(21));
        Bearer bearer = found("otherlog");

        // then
        assertThat(bearer.standing()).isEqualTo(Standing.OTHERS_STALE);
    }

    @Test
    void shouldNotJudgeWhereThereIsNoLeaseToLookAt() throws Exception {
        // given
        cluster.store().delete(DIRECTORY, "lease/runner");

        // when
        clock.advance(Duration.ofDays(2));
        Bearer bearer = found("otherlog");

        // then
        assertThat(bearer.standing()).isEqualTo(Standing.OTHERS_UNSURE);
        assertThat(bearer.standing().stray()).isFalse();
    }

    @Test
    void shouldTakeForAStrayWhatItsOwnLogDoesNotKnow() throws Exception {
        // when
        Bearer bearer = found(TOKEN.logId());

        // then
        assertThat(bearer.standing()).isEqualTo(Standing.UNKNOWN);
        assertThat(bearer.standing().stray()).isTrue();
    }

    @Test
    void shouldTellWhatItFound() throws Exception {
        // when
        List<String> lines = new BearerTable(List.of(found("otherlog")), clock.instant()).lines(new Terminal(0, 0));

        // then
        assertThat(lines.getFirst()).startsWith("TOKEN");
        assertThat(lines.getLast()).startsWith(TOKEN.value()).contains("job 1", "PENDING", "0 s old", "of another log, whose server lives");
    }
}
