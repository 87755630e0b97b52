package assay.cli.archive;

import assay.events.Entry;
import assay.events.FileFact;
import assay.log.CloudEventLines;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The archive of one run on disk. The same members give the same bytes. */
public final class ArchiveFile {
    /** How its name ends. */
    public static final String ENDING = ".assay.tar.zst";
    private static final int LEVEL = 9;
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    private final Path path;

    /** At this place. */
    public ArchiveFile(Path path) {
        this.path = path;
    }

    /**
     * What is in it, checked.
     *
     * @param entries the run's entries of the log of record, in order
     */
    public record Content(Manifest manifest, List<Entry> entries) {
        public Content {
            entries = List.copyOf(entries);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Writes it. */
    void write(Manifest manifest, Map<String, byte[]> members) throws IOException {
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(path)); ZstdOutputStream zstd = new ZstdOutputStream(file, LEVEL);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(zstd, StandardCharsets.UTF_8.name())) {
            zstd.setChecksum(true);
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            add(tar, Manifest.PATH, (MAPPER.writeValueAsString(manifest) + "\n").getBytes(StandardCharsets.UTF_8));
            for (Manifest.Member member : manifest.members()) {
                add(tar, member.path(), members.get(member.path()));
            }
        }
    }

    /** Nothing of who wrote it when: neither owner nor time. */
    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setMode(0644);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** Reads the manifest and the events, and checks every member against the manifest. */
    public Content check() throws IOException, UnusableArchiveException {
        Map<String, byte[]> heads = new HashMap<>();
        List<FileFact> found = new ArrayList<>();
        Members.visit(path, (name, content) -> {
            if (name.equals(Manifest.PATH)) {
                heads.put(name, content.readAllBytes());
            } else if (name.equals(Manifest.EVENTS)) {
                heads.put(name, content.readAllBytes());
                found.add(FileFact.of(name, heads.get(name)));
            } else {
                found.add(fact(name, content));
            }
        });
        Manifest manifest = manifest(heads);
        compare(manifest, found);
        return new Content(manifest, entries(manifest, heads));
    }

    /** Reads the manifest and the events of an archive that was checked before; the rest is not unpacked. */
    public Content read() throws IOException, UnusableArchiveException {
        Map<String, byte[]> heads = new HashMap<>();
        Members.visit(path, (name, content) -> {
            if (name.equals(Manifest.PATH) || name.equals(Manifest.EVENTS)) {
                heads.put(name, content.readAllBytes());
            }
        });
        Manifest manifest = manifest(heads);
        return new Content(manifest, entries(manifest, heads));
    }

    /** Is shown a member. */
    public interface Reader {
        /** Reads as much of it as it likes. */
        void read(String name, InputStream content) throws IOException;
    }

    /** Shows the members whose names begin so, in the order of the archive. */
    public void members(String beginning, Reader reader) throws IOException, UnusableArchiveException {
        Members.visit(path, (name, content) -> {
            if (name.startsWith(beginning)) {
                reader.read(name, content);
            }
        });
    }

    private static Manifest manifest(Map<String, byte[]> heads) throws UnusableArchiveException {
        if (!heads.containsKey(Manifest.PATH) || !heads.containsKey(Manifest.EVENTS)) {
            throw new UnusableArchiveException("it has no " + (heads.containsKey(Manifest.PATH) ? Manifest.EVENTS : Manifest.PATH));
        }
        try {
            int format = MAPPER.readTree(heads.get(Manifest.PATH)).path("format").asInt(0);
            if (format != Manifest.FORMAT) {
                throw new UnusableArchiveException("it is of format " + format + ", and this build reads format " + Manifest.FORMAT);
            }
            return MAPPER.readValue(heads.get(Manifest.PATH), Manifest.class);
        } catch (JacksonException e) {
            throw new UnusableArchiveException("its manifest cannot be used: " + e.getOriginalMessage());
        }
    }

    private static FileFact fact(String name, InputStream content) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long bytes = new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
            return new FileFact(name, bytes, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void compare(Manifest manifest, List<FileFact> found) throws UnusableArchiveException {
        Map<String, FileFact> facts = new HashMap<>();
        found.forEach(fact -> facts.put(fact.path(), fact));
        Set<String> named = new HashSet<>();
        for (Manifest.Member member : manifest.members()) {
            named.add(member.path());
            if (!facts.containsKey(member.path())) {
                throw new UnusableArchiveException("its member " + member.path() + " is missing");
            }
            if (!facts.get(member.path()).equals(new FileFact(member.path(), member.bytes(), member.sha256()))) {
                throw new UnusableArchiveException("its member " + member.path() + " is not as the manifest says: size or sha256 differ");
            }
        }
        for (FileFact fact : found) {
            if (!named.contains(fact.path())) {
                throw new UnusableArchiveException("its manifest does not name its member " + fact.path());
            }
        }
    }

    private static List<Entry> entries(Manifest manifest, Map<String, byte[]> heads) throws UnusableArchiveException {
        List<Entry> entries = new ArrayList<>();
        for (String line : new String(heads.get(Manifest.EVENTS), StandardCharsets.UTF_8).lines().toList()) {
            try {
                entries.add(CloudEventLines.read(line));
            } catch (IllegalArgumentException e) {
                throw new UnusableArchiveException("line " + (entries.size() + 1) + " of its " + Manifest.EVENTS + " cannot be read: " + e.getMessage());
            }
        }
        if (entries.size() != manifest.events()) {
            throw new UnusableArchiveException("its manifest says " + manifest.events() + " events, but there are " + entries.size());
        }
        return entries;
    }
}
