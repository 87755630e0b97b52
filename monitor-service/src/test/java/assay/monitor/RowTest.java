package assay.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTest {

    @ParameterizedTest
    @ValueSource(strings = {"db", "load-r2-3", "a-name-of-twenty-four-ch-r12", "a-name-of-29-characters-r99-9"})
    void shouldReadBackTheRowOfAnyJob(String job) {
        // given
        Row row = new Row(1_795_447_975_115L, "cgroup", job, "n1", "batch", "cpu_seconds", 2.5);

        // then
        assertThat(Row.parse(row.line().strip())).contains(row);
    }
}
