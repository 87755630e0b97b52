package assay.runner;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.runner.RunnerEffect.AskToStop;
import assay.core.runner.RunnerEffect.Cancel;
import assay.core.runner.RunnerEffect.PutEndpoint;
import assay.core.runner.RunnerEffect.RemoveEndpoint;
import assay.core.runner.RunnerEffect.RenewLeases;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunnerEffectsTest {
    private final FakeCluster cluster = Examples.cluster();
    private final RunnerEffects effects = new RunnerEffects(cluster, Examples.clock(), Examples.SECRETS);

    @Test
    void shouldQuoteWhatStandsInAnEndpointFile() {
        // given
        Map<String, String> assignments = new LinkedHashMap<>();
        assignments.put("ASSAY_DB_HOST", "192.0.2.2");
        assignments.put("ASSAY_DB_ODD", "it's $(id) `id` \"x\"");
        assignments.put("ASSAY_DB_X; id", "value");
        // when
        effects.perform(new PutEndpoint(Examples.RUN, Examples.DIRECTORY, Examples.DB, assignments));
        // then
        assertThat(cluster.store.text(Examples.DIRECTORY, "endpoints/db.env"))
                .isEqualTo("ASSAY_DB_HOST='192.0.2.2'\nASSAY_DB_ODD='it'\\''s $(id) `id` \"x\"'\n");
    }

    @Test
    void shouldTakeAnEndpointAway() {
        // given
        effects.perform(new PutEndpoint(Examples.RUN, Examples.DIRECTORY, Examples.DB, Map.of("ASSAY_DB_PORT", "1")));
        // when
        effects.perform(new RemoveEndpoint(Examples.RUN, Examples.DIRECTORY, Examples.DB));
        // then
        assertThat(cluster.store.has(Examples.DIRECTORY, "endpoints")).isFalse();
    }

    @Test
    void shouldAskAJobToStop() {
        // when
        effects.perform(new AskToStop(Examples.RUN, Examples.DIRECTORY, Examples.DB));
        // then
        assertThat(cluster.store.has(Examples.DIRECTORY, "stop/" + Examples.DB)).isTrue();
    }

    @Test
    void shouldCancelByIdAndToken() {
        // when
        effects.perform(new Cancel(Examples.RUN, Examples.DB, Examples.JOB));
        // then
        assertThat(cluster.cancelled).containsExactly(new assay.cluster.Cluster.JobRef(Examples.JOB, Examples.DB));
    }

    @Test
    void shouldRenewLeases() {
        // when
        effects.perform(new RenewLeases(List.of(Examples.DIRECTORY), Duration.ofSeconds(30)));
        // then
        assertThat(cluster.store.has(Examples.DIRECTORY, "lease/runner")).isTrue();
    }
}
