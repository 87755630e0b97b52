package assay.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {
    @TempDir
    private Path root;

    @Test
    void shouldGiveEachNumberOnce() throws Exception {
        // given
        int threads = 4;
        int each = 50;
        List<Future<List<Long>>> given = new ArrayList<>();

        // when
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                given.add(pool.submit(numbers(each)));
            }
        }

        // then
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> some : given) {
            all.addAll(some.get());
        }
        assertThat(all).hasSize(threads * each).doesNotHaveDuplicates();
    }

    private Callable<List<Long>> numbers(int count) {
        return () -> {
            Records records = new Records(root.resolve("state"));
            List<Long> numbers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                numbers.add(records.newNumber());
            }
            return numbers;
        };
    }

    @Test
    void shouldBelongToItsOwnerAlone() throws IOException {
        // when
        new Records(root.resolve("a/state"));

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("a/state")))).isEqualTo("rwx------");
    }

    @Test
    void shouldPassOverWhatIsNoRecord() throws IOException {
        // given
        Records records = new Records(root);
        Path odd = Files.createDirectory(root.resolve("jobs/7"));
        Files.writeString(odd.resolve("job"), "no token\n1\n/x\n");
        Files.writeString(odd.resolve("supervisor"), "1 2 3\n");
        Files.createDirectory(root.resolve("jobs/8"));

        // when
        List<JobRecord> all = records.all();

        // then
        assertThat(all).isEmpty();
    }
}
