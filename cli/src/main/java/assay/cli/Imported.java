package assay.cli;

import assay.cli.archive.ArchiveFile;
import assay.cli.archive.UnusableArchiveException;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs that came from elsewhere, each a file in the data directory: read by the same fold as the log, never appended to, and seen by no Assay
 * service, so nothing is ever done to them.
 */
final class Imported {
    private final Map<RunId, Found> found = new LinkedHashMap<>();

    private Imported() {
    }

    private record Found(ArchiveFile file, Run run, List<Envelope> events) {
    }

    /** None. */
    static Imported none() {
        return new Imported();
    }

    /** All of a data directory, in the order of their ids; what cannot be read is told and passed over. */
    static Imported of(Path dataDirectory) throws IOException {
        Imported imported = new Imported();
        Path directory = directory(dataDirectory);
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.toString().endsWith(ArchiveFile.ENDING)).sorted().forEach(imported::add);
            }
        }
        return imported;
    }

    /** Where they are kept. */
    static Path directory(Path dataDirectory) {
        return dataDirectory.resolve("imported");
    }

    private void add(Path path) {
        ArchiveFile file = new ArchiveFile(path);
        try {
            ArchiveFile.Content content = file.read();
            RunId id = new RunId(content.manifest().run());
            found.put(id, new Found(file, fold(id, content.entries()), envelopes(content.entries())));
        } catch (IOException | UnusableArchiveException | IllegalArgumentException e) {
            System.err.println("assay: the imported run in " + path + " cannot be read and is passed over: " + e.getMessage());
        }
    }

    /**
     * The run that these entries make.
     *
     * @throws IllegalArgumentException when they make none, or also another one
     */
    static Run fold(RunId id, List<Entry> entries) {
        Runs runs = Runs.of("");
        entries.forEach(runs::take);
        if (runs.all().size() != 1 || runs.run(id).isEmpty()) {
            throw new IllegalArgumentException("its events are not those of run " + id + " alone");
        }
        return runs.run(id).get();
    }

    private static List<Envelope> envelopes(List<Entry> entries) {
        List<Envelope> envelopes = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Readable(var position, var envelope)) {
                envelopes.add(envelope);
            }
        }
        return envelopes;
    }

    /** All. */
    Collection<Run> runs() {
        return found.values().stream().map(Found::run).toList();
    }

    /** The run with this id; empty when it was not imported. */
    Optional<Run> run(RunId id) {
        return Optional.ofNullable(found.get(id)).map(Found::run);
    }

    /** Its events, in the order of the log that it comes from. */
    List<Envelope> events(RunId id) {
        return Optional.ofNullable(found.get(id)).map(Found::events).orElse(List.of());
    }

    /** The file that holds it; empty when it was not imported. */
    Optional<ArchiveFile> file(RunId id) {
        return Optional.ofNullable(found.get(id)).map(Found::file);
    }
}
