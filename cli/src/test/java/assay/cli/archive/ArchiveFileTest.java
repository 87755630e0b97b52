package assay.cli.archive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.FileFact;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that somebody broke, or made on purpose. */
class ArchiveFileTest {
    @TempDir
    private Path directory;
    private Exports exports;
    private final List<Part> parts = new ArrayList<>();

    private record Part(String name, byte[] content) {
    }

    @BeforeEach
    void unpackASoundOne() throws Exception {
        exports = new Exports(directory);
        exports.with("logs/load.log", "done\n").write();
        new ArchiveFile(exports.file()).members("", (name, content) -> parts.add(new Part(name, content.readAllBytes())));
    }

    @Test
    void shouldRefuseAChangedMember() {
        change("artifacts/logs/load.log", "d0ne\n");
        refused("artifacts/logs/load.log is not as the manifest says");
    }

    @Test
    void shouldRefuseAMissingMember() {
        parts.removeIf(part -> part.name().equals("metrics.jsonl"));
        refused("metrics.jsonl is missing");
    }

    @Test
    void shouldRefuseAMemberThatTheManifestDoesNotName() {
        add("more.txt", "x");
        refused("does not name its member more.txt");
    }

    @Test
    void shouldRefuseTwoMembersOfOneName() {
        add("recipe.yaml", "recipe: 1\n");
        refused("two members recipe.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/evil", "a/../../evil", "a//evil", "a/./evil", "back\\slash", "line\nbreak"})
    void shouldRefuseANameThatLeadsOut(String name) {
        add(name, "x");
        refused("leads out of it or cannot be a file's");
    }

    @Test
    void shouldRefuseALink() throws IOException {
        pack(tar -> {
            TarArchiveEntry link = new TarArchiveEntry("artifacts/link", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        });
        assertThatThrownBy(() -> new ArchiveFile(exports.file()).check()).isInstanceOf(UnusableArchiveException.class).hasMessageContaining("is not a plain file");
    }

    @Test
    void shouldRefuseAMemberThatIsTooLarge() throws IOException {
        pack(tar -> zeros(tar, "artifacts/bomb", Members.LARGEST + 1));
        assertThatThrownBy(() -> new ArchiveFile(exports.file()).check()).isInstanceOf(UnusableArchiveException.class).hasMessageContaining("artifacts/bomb has");
    }

    @Test
    void shouldRefuseMembersThatAreTooLargeTogether() throws IOException {
        pack(tar -> {
            for (int i = 0; i <= Members.ALL / Members.LARGEST; i++) {
                zeros(tar, "artifacts/bomb-" + i, Members.LARGEST);
            }
        });
        assertThatThrownBy(() -> new ArchiveFile(exports.file()).check()).isInstanceOf(UnusableArchiveException.class).hasMessageContaining("unpacks to more than");
    }

    @Test
    void shouldRefuseEventsThatCannotBeRead() {
        Part events = part("events.jsonl");
        String bad = new String(events.content(), StandardCharsets.UTF_8).replaceFirst("\"data\":\\{", "\"data\":7,\"was\":{");
        change("events.jsonl", bad);
        String manifest = new String(part("manifest.json").content(), StandardCharsets.UTF_8);
        change("manifest.json", manifest.replaceFirst("(?s)(\"path\" : \"events.jsonl\",\\s*\"bytes\" : )\\d+(,\\s*\"sha256\" : \")[0-9a-f]+", "$1" + bad.getBytes(StandardCharsets.UTF_8).length
                + "$2" + FileFact.of("", bad.getBytes(StandardCharsets.UTF_8)).sha256()));
        refused("line 1 of its events.jsonl cannot be read: ");
    }

    @Test
    void shouldRefuseAnotherFormat() {
        change("manifest.json", "{\"format\":2}");
        refused("it is of format 2, and this build reads format 1");
    }

    @Test
    void shouldRefuseWhatIsNoArchive() throws IOException {
        byte[] whole = Files.readAllBytes(exports.file());
        for (byte[] content : List.of("recipe: 1\n".getBytes(StandardCharsets.UTF_8), new byte[0], Arrays.copyOf(whole, whole.length / 2))) {
            Files.write(exports.file(), content);
            assertThatThrownBy(() -> new ArchiveFile(exports.file()).check()).isInstanceOf(UnusableArchiveException.class);
        }
    }

    private Part part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
    }

    private void change(String name, String content) {
        parts.replaceAll(part -> part.name().equals(name) ? new Part(name, content.getBytes(StandardCharsets.UTF_8)) : part);
    }

    private void add(String name, String content) {
        parts.add(new Part(name, content.getBytes(StandardCharsets.UTF_8)));
    }

    private void refused(String why) {
        assertThatThrownBy(() -> {
            pack(tar -> {
            });
            new ArchiveFile(exports.file()).check();
        }).isInstanceOf(UnusableArchiveException.class).hasMessageContaining(why);
    }

    private interface More {
        void into(TarArchiveOutputStream tar) throws IOException;
    }

    private void pack(More more) throws IOException {
        try (OutputStream file = Files.newOutputStream(exports.file()); TarArchiveOutputStream tar = new TarArchiveOutputStream(new ZstdOutputStream(file))) {
            for (Part part : parts) {
                TarArchiveEntry entry = new TarArchiveEntry(part.name(), true);
                entry.setSize(part.content().length);
                tar.putArchiveEntry(entry);
                tar.write(part.content());
                tar.closeArchiveEntry();
            }
            more.into(tar);
        }
    }

    private static void zeros(TarArchiveOutputStream tar, String name, long bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes);
        tar.putArchiveEntry(entry);
        byte[] piece = new byte[1 << 20];
        for (long left = bytes; left > 0; left -= piece.length) {
            tar.write(piece, 0, (int) Math.min(left, piece.length));
        }
        tar.closeArchiveEntry();
    }
}
