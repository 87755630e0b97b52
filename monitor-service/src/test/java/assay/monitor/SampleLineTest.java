package assay.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleLineTest {
    @Test
    void shouldReadALineAndLeaveOutWhatWasNotMeasured() {
        // given
        String line = "1795447975.115123,proc,n1,batch,2.500000,4096,,,12,3";
        // when
        Optional<Sample> sample = SampleLine.parse(Examples.job(Examples.RUN, "db", 0), line);
        // then
        assertThat(sample).hasValueSatisfying(read -> {
            assertThat(read.source()).isEqualTo("proc");
            assertThat(read.at()).isEqualTo(Examples.START.plusMillis(115));
            assertThat(read.values()).isEqualTo(Map.of("cpu_seconds", 2.5, "memory_bytes", 4096.0, "write_bytes", 12.0, "processes", 3.0));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"t,source,node,step,cpu_seconds,memory_bytes,memory_peak_bytes,read_bytes,write_bytes,processes", "", ",,,,,,,,,",
            "1,cgroup,n1,batch,1,1,1,1,1",
            "NaN,cgroup,n1,batch,1,1,1,1,1,1", "1e300,cgroup,n1,batch,1,1,1,1,1,1", "99999999999,cgroup,n1,batch,1,1,1,1,1,1", "1,cgroup,n2,batch,1,1,1,1,1,1",
            "1,cgroup,n1,\"a\",1,1,1,1,1,1", "1,cgroup,n1,,1,1,1,1,1,1", "1,cgroup,n1,batch,NaN,Infinity,-1,0x1p3,1d,1_0", "1,cgroup,n1,batch,,,,,,",
            "1,,n1,batch,1,1,1,1,1,1", "1,other,n1,batch,1,1,1,1,1,1"})
    void shouldIgnoreWhatIsNoSample(String line) {
        // given
        var job = Examples.job(Examples.RUN, "db", 0);
        // when
        Optional<Sample> sample = SampleLine.parse(job, line);
        // then
        assertThat(sample).isEmpty();
    }
}
