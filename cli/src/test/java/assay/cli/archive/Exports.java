package assay.cli.archive;

import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RunRequested;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.Topic;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.testkit.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A sample run with its files on this machine, and its export. */
final class Exports {
    static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private final Path directory;

    /** Below a directory of the test's own. */
    Exports(Path directory) {
        this.directory = directory;
    }

    Path output() {
        return directory.resolve("out");
    }

    Path secrets() {
        return directory.resolve("secrets");
    }

    Path file() {
        return directory.resolve("run" + ArchiveFile.ENDING);
    }

    /** Puts a file into the run's output directory. */
    Exports with(String path, String text) throws IOException {
        Path file = output().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Writes the archive. */
    Manifest write() throws IOException, UnusableArchiveException {
        RunExport export = new RunExport(SampleRun.RUN);
        entries().forEach(export::take);
        return export.write(file(), "l0g1d234", "test", secrets(), NOW);
    }

    /** The run's entries, two offsets apart as transactions have it. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Envelope envelope : SampleRun.log(3, 20)) {
            Envelope bent = new Envelope(envelope.id(), envelope.run(), envelope.source(), envelope.time(), envelope.causationId(), bent(envelope.event()));
            entries.add(new Entry.Readable(new Entry.Position(Topic.JOBS, 0, 2L * entries.size()), bent));
        }
        return entries;
    }

    private Event bent(Event event) {
        return switch (event) {
            case RunRequested e -> new RunRequested(here(e.submission()), e.origin());
            case RecipeAccepted e -> new RecipeAccepted(withSecret(e.recipe()), e.digest(), e.warnings());
            default -> event;
        };
    }

    private RecipeSubmitted here(RecipeSubmitted there) {
        return new RecipeSubmitted(there.text(), there.sourceName(), there.mode(), there.overrides(), there.labels(), there.files(), output().toString(), there.submitter());
    }

    private static Recipe withSecret(Recipe recipe) {
        ClientSpec load = recipe.clients().getFirst();
        Program program = new Program("", List.of(), "run", "", Map.of(), List.of(), Map.of("TOKEN", "redis-token"), List.of());
        return new Recipe(recipe.name(), recipe.description(), recipe.site(), recipe.services(), List.of(new ClientSpec(load.name(), load.preset(), load.with(), program,
                load.warmup(), load.target(), load.results(), load.windowSeconds(), load.slurm())), recipe.repetitions(), recipe.monitor(), recipe.slo(), recipe.files());
    }
}
