package assay.cluster.slurmrestd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cluster.Cluster.SubmitRequest;
import assay.events.ClusterJobId;
import assay.events.Token;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a script asks for, told beside it in the forms of the versions. */
class JobWritingTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String SCRIPT = """
            #!/bin/bash -l
            #SBATCH --account=p1
            #SBATCH --qos=default
            #SBATCH --nodes=2
            #SBATCH --ntasks=4
            #SBATCH --cpus-per-task=3
            #SBATCH --time=0-01:30:01
            #SBATCH --mem=2G
            #SBATCH --gpus-per-node=a100:2
            #SBATCH --exclusive
            #SBATCH --hint=nomultithread
            #SBATCH --export=NONE
            #SBATCH --no-requeue
            #SBATCH --signal=B:TERM@60
            sleep 1
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "38 | 91 | 2048 | {'PATH':'/usr/local/bin:/usr/bin:/bin'} | 'true' | null",
        "39 | {'set':true,'infinite':false,'number':91} | {'set':true,'infinite':false,'number':2048} | ['PATH=/usr/local/bin:/usr/bin:/bin'] | 'true' | null",
        "40 | {'set':true,'infinite':false,'number':91} | {'set':true,'infinite':false,'number':2048} | ['PATH=/usr/local/bin:/usr/bin:/bin'] | null | ['none']",
        "43 | {'set':true,'infinite':false,'number':91} | {'set':true,'infinite':false,'number':2048} | ['PATH=/usr/local/bin:/usr/bin:/bin'] | null | ['none']"})
    void shouldWriteInTheFormsOfTheVersion(int version, String time, String memory, String environment, String exclusive, String shared) {
        // when
        JsonNode body = submission(version, SCRIPT);

        // then
        JsonNode job = body.path("job");
        assertThat(body.path("script").asString()).isEqualTo(SCRIPT);
        assertThat(job.path("time_limit")).isEqualTo(json(time));
        assertThat(job.path("memory_per_node")).isEqualTo(json(memory));
        assertThat(job.path("environment")).isEqualTo(json(environment));
        assertThat(job.path("exclusive").isMissingNode() ? json("null") : job.path("exclusive")).isEqualTo(json(exclusive));
        assertThat(job.path("shared").isMissingNode() ? json("null") : job.path("shared")).isEqualTo(json(shared));
        assertThat(job.path(version == 38 ? "gpus_per_node" : "tres_per_node").asString()).isEqualTo(version == 38 ? "a100:2" : "gres:gpu:a100:2");
        assertThat(version == 38 ? job.path("nodes").asString() : job.path("minimum_nodes") + "-" + job.path("maximum_nodes")).isEqualTo(version == 38 ? "2" : "2-2");
        assertThat(version == 38 ? "" + job.has("signal") : job.path("kill_warning_signal").asString() + job.path("kill_warning_flags") + job.path("kill_warning_delay").path("number"))
                .isEqualTo(version == 38 ? "false" : "TERM[\"BATCH_JOB\"]60");
        assertThat(job.path("tasks").asInt()).isEqualTo(4);
        assertThat(job.path("account").asString()).isEqualTo("p1");
        assertThat(job.path("threads_per_core").asInt()).isEqualTo(1);
    }

    @Test
    void shouldTellWhatTheCommandLineTellsElsewhere() {
        // when
        JsonNode job = submission(40, "#!/bin/bash\nsleep 1\n").path("job");

        // then
        assertThat(job.path("name").asString()).isEqualTo("db-a1.abcdefghij.klmnopqr.assay");
        assertThat(job.path("current_working_directory").asString()).isEqualTo("/shared/a%b");
        assertThat(job.path("standard_output").asString()).isEqualTo("/shared/a%%b/logs/db-a1.abcdefghij.klmnopqr.assay.%j.log");
        assertThat(job.path("dependency").asString()).isEqualTo("after:5,after:6");
        assertThat(job.path("requeue").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hint=compute_bound", "gpu-bind=closest", "switches=2"})
    void shouldRefuseWhatItHasNoWordFor(String option) {
        assertThatThrownBy(() -> new JobWriting(new ApiVersion(40)).description("#!/bin/bash\n#SBATCH --" + option + "\nsleep 1\n"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("slurmrestd v0.0.40 has no word for --" + option.split("=")[0]);
    }

    private static JsonNode submission(int version, String script) {
        return MAPPER.readTree(new JobWriting(new ApiVersion(version)).submission(new SubmitRequest(new Token("db-a1.abcdefghij.klmnopqr.assay"), script, "/shared/a%b",
                Instant.EPOCH, List.of(new ClusterJobId("5"), new ClusterJobId("6")))));
    }

    private static JsonNode json(String text) {
        return MAPPER.readTree(text.replace('\'', '"'));
    }
}
