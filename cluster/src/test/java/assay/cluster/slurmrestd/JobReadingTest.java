package assay.cluster.slurmrestd;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.Cluster.ListedJob;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same job in the forms of all versions. */
class JobReadingTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String TOKEN = "db-a1.abcdefghij.klmnopqr.assay";

    @ParameterizedTest
    @ValueSource(strings = {
        // v0.0.38
        "'job_state': 'FAILED', 'node_count': 2, 'exit_code': 36608, 'submit_time': 1000, 'start_time': 1001, 'end_time': 1010, 'time_limit': 5",
        // v0.0.39
        "'job_state': 'FAILED', 'node_count': {'set': true, 'infinite': false, 'number': 2}, 'exit_code': {'set': true, 'infinite': false, 'number': 36608},"
                + " 'submit_time': 1000, 'start_time': 1001, 'end_time': 1010, 'time_limit': {'set': true, 'infinite': false, 'number': 5}",
        // v0.0.40 to v0.0.43
        "'job_state': ['FAILED', 'COMPLETING'], 'node_count': {'set': true, 'infinite': false, 'number': 2},"
                + " 'exit_code': {'status': ['ERROR'], 'return_code': {'set': true, 'infinite': false, 'number': 143}, 'signal': {'id': {'set': false, 'infinite': false, 'number': 0}, 'name': ''}},"
                + " 'submit_time': {'set': true, 'infinite': false, 'number': 1000}, 'start_time': {'set': true, 'infinite': false, 'number': 1001},"
                + " 'end_time': {'set': true, 'infinite': false, 'number': 1010}, 'time_limit': {'set': true, 'infinite': false, 'number': 5}"})
    void shouldReadAJobOfEachVersion(String versioned) {
        // given
        String jobs = "{'jobs': [{'job_id': 7, 'user_name': 'ada', 'name': '" + TOKEN + "', 'state_reason': 'NonZeroExitCode', 'nodes': 'n[1-2]', 'restart_cnt': 1,"
                + " 'current_working_directory': '/shared/run', " + versioned + "}, {'job_id': 8, 'user_name': 'bob', 'name': 'other', 'job_state': 'RUNNING'}]}";

        // when
        List<ListedJob> listed = JobReading.listed(json(jobs), "ada");

        // then
        assertThat(listed).containsExactly(new ListedJob(new ClusterJobId("7"), TOKEN, ClusterState.FAILED, "FAILED", "NonZeroExitCode", "n[1-2]", 2, 1, 143,
                Instant.ofEpochSecond(1000), Instant.ofEpochSecond(1001), Instant.ofEpochSecond(1010), Duration.ofMinutes(5)));
        assertThat(JobReading.directories(json(jobs), "ada")).containsExactly(Map.entry(new ClusterJobId("7"), "/shared/run"));
    }

    @Test
    void shouldNotTakeTheExpectedStartOfAPendingJobForItsStart() {
        // when
        List<ListedJob> listed = JobReading.listed(json("{'jobs': [{'job_id': 7, 'user_name': 'ada', 'name': 'x', 'job_state': ['PENDING'], 'nodes': '', 'state_reason': 'None',"
                + " 'start_time': {'set': true, 'number': 2000}, 'end_time': {'set': true, 'number': 3000}, 'time_limit': {'set': true, 'infinite': true, 'number': 0}}]}"), "ada");

        // then
        assertThat(listed).singleElement().satisfies(job -> {
            assertThat(job.state()).isEqualTo(ClusterState.PENDING);
            assertThat(job.started()).isEqualTo(Instant.EPOCH);
            assertThat(job.ended()).isEqualTo(Instant.EPOCH);
            assertThat(job.timeLimit()).isZero();
            assertThat(job.reason()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"'current': 'COMPLETED'", "'current': ['COMPLETED']"})
    void shouldReadARecordOfTheDatabase(String state) {
        // when
        List<ListedJob> records = JobReading.recorded(json("{'jobs': [{'job_id': 7, 'name': 'x', 'state': {" + state + ", 'reason': 'None'}, 'nodes': 'n1', 'allocation_nodes': 1,"
                + " 'time': {'submission': 1000, 'start': 1001, 'end': 1010, 'limit': {'set': true, 'number': 5}}, 'exit_code': {'status': 'SUCCESS', 'return_code': 0}}]}"));

        // then
        assertThat(records).singleElement().satisfies(job -> {
            assertThat(job.state()).isEqualTo(ClusterState.COMPLETED);
            assertThat(job.exitCode()).isEqualTo(-1);
            assertThat(job.ended()).isEqualTo(Instant.ofEpochSecond(1010));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0 | 0", "36608 | 143", "9 | 137", "{'set': true, 'number': 256} | 1", "{'set': false, 'number': 0} | -1", "null | -1",
        "{'return_code': {'set': true, 'number': 3}, 'signal': {'id': {'set': false}}} | 3", "{'return_code': 3} | 3",
        "{'return_code': {'set': true, 'number': 0}, 'signal': {'id': {'set': true, 'number': 15}}} | 143", "{'return_code': {'set': false}, 'signal': {'signal_id': 9}} | 137"})
    void shouldReadExitCodes(String value, int code) {
        assertThat(RestValues.exitCode(json(value))).isEqualTo(code);
    }

    private static JsonNode json(String text) {
        return MAPPER.readTree(text.replace('\'', '"'));
    }
}
