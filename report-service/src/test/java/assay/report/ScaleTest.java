package assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cpu_cores              | 0.93      | CPU (cores)          | 0.93 cores
            memory_bytes           | 96679936  | memory (MiB)         | 92.2 MiB
            memory_peak_bytes      | 3e9       | memory peak (GiB)    | 2.79 GiB
            memory_bytes           | 1e15      | memory (GiB)         | 931 323 GiB
            read_bytes_per_second  | 8131      | read (KiB/s)         | 7.94 KiB/s
            write_bytes_per_second | 185928037 | write (MiB/s)        | 177.3 MiB/s
            read_bytes_per_second  | 0         | read (B/s)           | 0 B/s
            processes              | 13        | processes            | 13
            gc_pause_seconds       | 0.25      | gc pause (s)         | 0.25 s
            queries_per_second     | 12        | queries (/s)         | 12 /s
            """)
    void shouldShowAMetricInTheUnitThatItsNameEndsWith(String metric, double value, String label, String words) {
        // when
        Scale scale = Scale.of(metric, value);

        // then
        assertThat(scale.label()).isEqualTo(label);
        assertThat(scale.words(value).replaceAll("(\\.\\d*?)0+(?= )", "$1")).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"memory_bytes,false", "memory_peak_bytes,true", "memory_max_bytes,true", "cpu_cores,false"})
    void shouldKnowWhatOnlyRises(String metric, boolean rises) {
        assertThat(Scale.onlyRises(metric)).isEqualTo(rises);
    }
}
