package assay.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.JobEvent.JobReleased;
import assay.events.JobName;
import assay.events.RunId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All runs followed on topics of several partitions, between which there is no order. */
@Timeout(90)
class PartitionsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldResumeInEachPartition() throws Exception {
        try (WrittenLog log = new WrittenLog(folder.resolve("data"), 3); ServedStreams served = new ServedStreams(log)) {
            // given
            List<String> seen = new ArrayList<>();
            String position;
            try (Followed stream = served.follow("/events", "")) {
                write(log, 0, 50);
                position = read(stream, 20, seen);
            }
            write(log, 50, 100);
            // when
            for (int i = 0; i < 8; i++) {
                try (Followed stream = served.follow("/events", position)) {
                    position = read(stream, 10, seen);
                }
            }
            // then
            assertThat(position).matches("jobs/\\d/\\d+(,\\d/\\d+){1,2}");
            assertThat(seen).hasSize(100).doesNotHaveDuplicates();
        }
    }

    private static void write(WrittenLog log, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            log.write(new RunId(String.format("r%09d", i % 7)), new JobReleased(new JobName("j" + i)));
        }
    }

    private static String read(Followed stream, int events, List<String> seen) throws Exception {
        String position = "";
        for (int i = 0; i < events; i++) {
            Followed.Event event = stream.next();
            seen.add(event.job());
            position = event.id();
        }
        return position;
    }
}
