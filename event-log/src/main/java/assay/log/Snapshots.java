package assay.log;

import assay.core.run.Runs;
import assay.events.JobEvent;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.Writer;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Where the loops of a process keep snapshots of their folds: a directory, or nowhere. Each file bears the SHA-256 of what follows in it, appears
 * whole, and can be read by its owner alone. Thread-safe.
 */
public final class Snapshots {
    private static final Logger LOGGER = LoggerFactory.getLogger(Snapshots.class);
    private static final String ENDING = ".snapshot";
    private final Optional<Path> directory;
    private final String code;

    private Snapshots(Optional<Path> directory, String code) {
        this.directory = directory;
        this.code = code;
    }

    /** Nothing is kept: every start folds the whole log. */
    public static Snapshots none() {
        return new Snapshots(Optional.empty(), "");
    }

    /** In this directory, for the code that runs here; nothing is kept where that cannot be told from other code. */
    public static Snapshots in(Path directory) {
        return code().map(code -> in(directory, code)).orElseGet(Snapshots::none);
    }

    /** In the data directory of an embedded broker. */
    public static Snapshots ofData(Path dataDirectory) {
        return in(dataDirectory.resolve("state"));
    }

    /** For code that has this name. */
    static Snapshots in(Path directory, String code) {
        return new Snapshots(Optional.of(directory), code);
    }

    /** What a snapshot depends on: the jars of the events, of the fold, and of this class. */
    private static Optional<String> code() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Class<?> type : List.of(JobEvent.class, Runs.class, Snapshots.class)) {
                // Not by the class's code source: an archive of classes that was moved together with its jars names their old place there.
                if (!(type.getResource(type.getSimpleName() + ".class").openConnection() instanceof JarURLConnection connection)) {
                    return Optional.empty();
                }
                digest.update(Files.readAllBytes(Path.of(connection.getJarFileURL().toURI())));
            }
            return Optional.of(HexFormat.of().formatHex(digest.digest()));
        } catch (IOException | URISyntaxException | NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }

    /** Names the code that folds here. */
    String codeName() {
        return code;
    }

    /** True when a snapshot was made by the code that runs here. */
    public boolean ownCode(Snapshot snapshot) {
        return snapshot.code().equals(code);
    }

    /** True when snapshots are kept. */
    boolean kept() {
        return directory.isPresent();
    }

    /** A loop's snapshot; empty when there is none, or none that can be read or was made by the code that runs here. */
    Optional<Snapshot> read(String loop) {
        Optional<Snapshot> found = directory.flatMap(in -> read(in.resolve(loop + ENDING)));
        return found.isEmpty() || ownCode(found.get()) ? found : doubt(directory.orElseThrow(), "that of " + loop + " was made by another build");
    }

    /** Where one has to begin to follow the log of record to see all of a run: not at the beginning where the run was not over, or not there yet, when the parser kept its fold. */
    public From from(Topics topics, RunId run) {
        Optional<Snapshot> kept = read(LoopSettings.of(Writer.PARSER, topics.partitionOf(Topic.JOBS, run)).name());
        return kept.filter(snapshot -> snapshot.log().equals(topics.identity()) && snapshot.over().stream().noneMatch(stub -> stub.id().equals(run)))
                .<From>map(snapshot -> new From.Offset(snapshot.ofJobs().resume())).orElseGet(From.Beginning::new);
    }

    /** Throws a snapshot away that is in doubt. */
    void discard(String loop) {
        directory.ifPresent(in -> {
            try {
                Files.deleteIfExists(in.resolve(loop + ENDING));
            } catch (IOException e) {
                doubt(in, Reasons.line(e));
            }
        });
    }

    /** All that can be read, by name of the loop. */
    public List<Snapshot> all() {
        List<Snapshot> all = new ArrayList<>();
        if (directory.filter(Files::isDirectory).isPresent()) {
            try (Stream<Path> files = Files.list(directory.get())) {
                files.filter(file -> file.toString().endsWith(ENDING)).sorted().forEach(file -> read(file).ifPresent(all::add));
            } catch (IOException e) {
                doubt(directory.get(), Reasons.line(e));
            }
        }
        return all;
    }

    private static Optional<Snapshot> read(Path file) {
        try {
            String text = Files.readString(file);
            int line = text.indexOf('\n');
            String json = text.substring(line + 1);
            if (line < 0 || !text.substring(0, line).equals(sha256(json))) {
                return doubt(file, "its checksum is wrong");
            }
            return Optional.of(EventJson.readRecord(Snapshot.class, json));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            return doubt(file, Reasons.line(e));
        }
    }

    private static <T> Optional<T> doubt(Path file, String reason) {
        LOGGER.atInfo().addKeyValue("file", file).addKeyValue("reason", reason).log("A snapshot is not used");
        return Optional.empty();
    }

    /** Keeps a loop's snapshot in place of its last one. What cannot be written is told and left: nothing depends on it. */
    void write(Snapshot snapshot) {
        directory.ifPresent(in -> {
            Path file = in.resolve(snapshot.loop() + ENDING);
            try {
                DataDirectory.make(in);
                String json = EventJson.writeRecord(snapshot);
                DataDirectory.writePrivately(file, sha256(json) + "\n" + json);
            } catch (IOException e) {
                LOGGER.atWarn().addKeyValue("file", file).addKeyValue("reason", Reasons.line(e)).log("A snapshot cannot be written; the next start reads more of the log");
            }
        });
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
