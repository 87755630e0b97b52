package assay.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.recipe.Location;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cluster is had where. */
class ClustersTest {
    @TempDir
    private Path data;

    @Test
    void shouldRunNoJobHereWhereThatIsForbidden() {
        try (Clusters clusters = Clusters.standard(Map.of("ASSAY_DATA_DIR", data.toString(), "ASSAY_LOCAL", "never"), "/")) {
            // when
            Cluster local = clusters.at(Location.here("local"));
            // then
            assertThat(local.adapter()).isEqualTo("none");
            assertThatThrownBy(local::facts).isInstanceOf(ClusterRefusedException.class).hasMessageContaining("ASSAY_LOCAL=never");
            assertThat(clusters.at(Location.here("auto")).adapter()).isNotEqualTo("local");
        }
    }

    @Test
    void shouldRefuseAnotherWord() {
        // given
        Map<String, String> environment = Map.of("ASSAY_LOCAL", "no");
        // when
        Runnable reading = () -> Clusters.standard(environment, "/").close();
        // then
        assertThatThrownBy(reading::run).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'never'").hasMessageContaining("'no'");
    }
}
