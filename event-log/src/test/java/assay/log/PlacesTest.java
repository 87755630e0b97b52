package assay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.Entry.Position;
import assay.events.Topic;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
    @ParameterizedTest
    @ValueSource(strings = {"jobs/0/0", "metrics/3/4711", "jobs/0/12,1/45,10/7", "recipes/999999999/999999999999999999"})
    void shouldReadBackWhatItSays(String text) {
        assertThat(Places.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jobs", "jobs/0", "jobs/0/-1", "jobs/0/1,", "jobs/00/1", "jobs/0/01", "others/0/1", "jobs/0/1 ", "jobs/0/9999999999999999999", "../0/1"})
    void shouldRefuseWhatIsNoPosition(String text) {
        assertThatThrownBy(() -> Places.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHoldWhatWasRead() {
        // given
        Places places = new Places(Topic.JOBS, Map.of(0, 5L)).and(new Position(Topic.JOBS, 1, 7));
        // then
        assertThat(places.hold(new Position(Topic.JOBS, 0, 5))).isTrue();
        assertThat(places.hold(new Position(Topic.JOBS, 0, 6))).isFalse();
        assertThat(places.hold(new Position(Topic.JOBS, 1, 7))).isTrue();
        assertThat(places.hold(new Position(Topic.JOBS, 2, 0))).isFalse();
    }
}
