package assay.cli.archive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.archive.Manifest.LeftOut;
import assay.cli.archive.Manifest.Secret;
import assay.core.run.Runs;
import assay.events.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunExportTest {
    @TempDir
    private Path directory;
    private Exports exports;

    @BeforeEach
    void makePlace() throws IOException {
        exports = new Exports(directory);
        Files.createDirectories(exports.secrets());
        Files.writeString(exports.secrets().resolve("redis-token"), "s3cr&t\"word\n");
    }

    @Test
    void shouldGiveBackEveryEventInItsPlace() throws Exception {
        // when
        Manifest manifest = exports.write();
        ArchiveFile.Content content = new ArchiveFile(exports.file()).check();

        // then
        assertThat(content.manifest()).isEqualTo(manifest);
        assertThat(content.entries()).isEqualTo(exports.entries());
        assertThat(folded(content.entries())).isEqualTo(folded(exports.entries()));
    }

    @Test
    void shouldGiveTheSameBytesForTheSameRun() throws Exception {
        // given
        exports.with("logs/load.log", "done\n").with("report/report.md", "# report\n").write();
        byte[] first = Files.readAllBytes(exports.file());

        // when
        exports.write();

        // then
        assertThat(Files.readAllBytes(exports.file())).isEqualTo(first);
    }

    @Test
    void shouldTakeSmallFilesAndTellWhatItLeavesOut() throws Exception {
        // given
        exports.with("logs/load.log", "done\n").with("results/load/rep-1/big.bin", "x".repeat((int) Artifacts.LARGEST + 1)).with("metrics.csv", "a,b\n");
        Files.createSymbolicLink(exports.output().resolve("logs/link.log"), directory.resolve("secrets/redis-token"));

        // when
        Manifest manifest = exports.write();

        // then
        assertThat(texts()).containsEntry("artifacts/logs/load.log", "done\n").containsEntry("artifacts/metrics.csv", "a,b\n").containsKey("recipe.yaml")
                .containsKey("scripts/load.sh").containsKey("schemas/assay.job.ended.v1.json").doesNotContainKey("artifacts/logs/link.log");
        assertThat(manifest.leftOut()).contains(new LeftOut("results/load/rep-1/big.bin", Artifacts.LARGEST + 1, "one file may have " + Artifacts.LARGEST + " bytes"),
                new LeftOut("logs/link.log", 0, "it is not a plain file")).anyMatch(file -> file.reason().equals("it is not in the output directory"));
    }

    @Test
    void shouldNeverTakeSecretsAlong() throws Exception {
        // given
        exports.with("secrets/own/redis-token", "s3cr&t\"word").with("secrets/db.password", "generated").with("logs/load.log", "login with s3cr&t\"word, again s3cr&t\"word\n")
                .with("results/load/rep-1/out.json", "{\"token\":\"s3cr&t\\\"word\"}").with("report/report.html", "<p>s3cr&amp;t&quot;word</p>");

        // when
        Manifest manifest = exports.write();

        // then
        assertThat(texts()).containsEntry("artifacts/logs/load.log", "login with [secret redis-token], again [secret redis-token]\n")
                .containsEntry("artifacts/results/load/rep-1/out.json", "{\"token\":\"[secret redis-token]\"}")
                .containsEntry("artifacts/report/report.html", "<p>[secret redis-token]</p>");
        assertThat(texts().keySet()).noneMatch(name -> name.contains("secrets"));
        assertThat(texts().values()).noneMatch(text -> text.contains("s3cr"));
        assertThat(manifest.secrets()).containsExactly(new Secret("redis-token", 4, ""));
    }

    @Test
    void shouldReplaceASecretInsideTextsOfEventsOnly() throws Exception {
        // given
        Files.writeString(exports.secrets().resolve("redis-token"), "4711");

        // when
        exports.write();

        // then
        assertThat(new ArchiveFile(exports.file()).check().entries()).hasSameSizeAs(exports.entries());
        assertThat(texts().get("events.jsonl")).contains("\"clusterJob\":\"[secret redis-token]\"").doesNotContain("4711");
    }

    @Test
    void shouldTellWhichSecretsItCouldNotLookFor() throws Exception {
        // given
        Files.delete(exports.secrets().resolve("redis-token"));

        // then
        assertThat(exports.write().secrets()).containsExactly(new Secret("redis-token", 0, "its value is not on this machine and was not looked for"));
    }

    @Test
    void shouldCarryBytesThatAreNoText() throws Exception {
        // given
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        exports.with("logs/Grüße.log", "");
        Files.write(exports.output().resolve("logs/Grüße.log"), bytes);

        // when
        exports.write();

        // then
        new ArchiveFile(exports.file()).members("artifacts/logs/", (name, content) -> {
            assertThat(name).isEqualTo("artifacts/logs/Grüße.log");
            assertThat(content.readAllBytes()).isEqualTo(bytes);
        });
    }

    private Map<String, String> texts() throws Exception {
        Map<String, String> texts = new TreeMap<>();
        new ArchiveFile(exports.file()).members("", (name, content) -> texts.put(name, new String(content.readAllBytes(), StandardCharsets.UTF_8)));
        return texts;
    }

    private static Object folded(Iterable<Entry> entries) {
        Runs runs = Runs.of("");
        entries.forEach(runs::take);
        return runs.all().stream().toList();
    }
}
