package assay.core.runner;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.ClusterState;
import assay.events.JobName;
import assay.events.RunId;
import assay.events.Token;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a job came to its time limit, whatever the cluster calls its end. */
class ConclusionTest {
    private static final Token TOKEN = Token.of(new JobName("load"), 1, new RunId("7k3q2mxxxx"), "l0g1d234");

    private static Conclusion conclusion(ClusterState state, String reason) {
        return new Conclusion(TOKEN, state, 143, "ended by a signal", false, reason, Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource({"TIMEOUT,'',60,70", "TIMEOUT,signal,60,70", "FAILED,signal,60,10", "FAILED,signal,600,490", "COMPLETED,signal,60,59", "GONE,signal,60,59",
            "FAILED,time-limit,600,540", "FAILED,time-limit,0,0", "TIMEOUT,'',0,0"})
    void shouldSayThatAJobCameToItsTimeLimit(ClusterState state, String reason, long limit, long ran) {
        // when
        Conclusion told = conclusion(state, reason).at(Duration.ofSeconds(limit), Duration.ofSeconds(ran));

        // then
        assertThat(told.state()).isEqualTo(ClusterState.TIMEOUT);
        assertThat(told.cause()).startsWith("it came to its time limit of ").endsWith("; ended by a signal");
    }

    @ParameterizedTest
    @CsvSource({"FAILED,signal,600,470", "FAILED,signal,0,0", "FAILED,program-failed,60,59", "FAILED,stop-requested,60,59", "FAILED,'',60,59", "CANCELLED,signal,60,59", "CANCELLED,time-limit,600,590",
            "NODE_FAIL,signal,60,59", "OUT_OF_MEMORY,'',60,59"})
    void shouldNotBlameTheTimeLimitForAnotherEnd(ClusterState state, String reason, long limit, long ran) {
        // given
        Conclusion known = conclusion(state, reason);

        // then
        assertThat(known.at(Duration.ofSeconds(limit), Duration.ofSeconds(ran))).isEqualTo(known);
    }

    @Test
    void shouldNameTheTimeLimitAndWhatItWasBefore() {
        // when
        Conclusion shortened = conclusion(ClusterState.FAILED, "signal").at(Duration.ofSeconds(90), Duration.ofSeconds(50));
        Conclusion own = conclusion(ClusterState.FAILED, "time-limit").at(Duration.ofMinutes(10), Duration.ofSeconds(540));

        // then
        assertThat(shortened.cause()).isEqualTo("it came to its time limit of 1 m 30 s, which was 10 m when it was submitted; ended by a signal");
        assertThat(own.cause()).isEqualTo("it came to its time limit of 10 m; ended by a signal");
    }
}
