package assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SignOfLifeTest {
    @TempDir
    private Path directory;

    @Test
    void shouldBeTouchedWhileTheServiceLives() throws IOException {
        // given
        Path file = directory.resolve("alive");
        SignOfLife sign = SignOfLife.of(Map.of(SignOfLife.VARIABLE, file.toString())).orElseThrow();
        Vertx vertx = Vertx.vertx();
        sign.begin(vertx);
        FileTime old = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(file, old);
        // when
        while (Files.getLastModifiedTime(file).equals(old)) {
            Thread.onSpinWait();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
        sign.end();
        // then
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldBeLeftOutWhereNobodyAsksForIt() {
        assertThat(SignOfLife.of(Map.of())).isEmpty();
        assertThat(SignOfLife.of(Map.of(SignOfLife.VARIABLE, ""))).isEmpty();
    }
}
