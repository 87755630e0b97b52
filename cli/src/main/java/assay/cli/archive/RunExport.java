package assay.cli.archive;

import assay.core.runner.OwnSecrets;
import assay.events.Entry;
import assay.events.Event;
import assay.events.EventType;
import assay.events.FileFact;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobScripted;
import assay.events.JobEvent.MetricsSummarised;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunRequested;
import assay.events.MetricEvent;
import assay.events.RunId;
import assay.log.CloudEventLines;
import assay.log.EventSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a finished run into an archive. Is given the run's entries one by one, in the order of their topics, and then writes the file. */
public final class RunExport {
    private final RunId run;
    private final List<Entry.Readable> events = new ArrayList<>();
    private final List<Entry.Readable> metrics = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    /** Of this run. */
    public RunExport(RunId run) {
        this.run = run;
    }

    /** Takes an entry of the log of record or of the metrics; those of other runs are passed over. */
    public void take(Entry entry) {
        switch (entry) {
            case Entry.Readable readable when readable.envelope().run().equals(run) -> (readable.envelope().event() instanceof MetricEvent ? metrics : events).add(readable);
            case Entry.Readable other -> {
            }
            case Entry.UnknownType(var position, var key, var type) -> skip(key, position, "unknown type " + type);
            case Entry.Undecodable(var position, var key, var reason) -> skip(key, position, reason);
        }
    }

    private void skip(String key, Entry.Position position, String reason) {
        if (key.equals(run.value())) {
            skipped.add(position.topic().topicName() + "-" + position.partition() + " offset " + position.offset() + ": " + reason);
        }
    }

    /**
     * Writes the archive; the file appears whole, and only when it could be read back.
     *
     * @param logId   identifies the log that the entries come from
     * @param secrets where the user's secrets are
     */
    public Manifest write(Path file, String logId, String build, Path secrets, Instant now) throws IOException, UnusableArchiveException {
        Redaction redaction = new Redaction(secrets, all(RecipeAccepted.class).findFirst().map(accepted -> OwnSecrets.of(accepted.recipe())).orElse(List.of()));
        Artifacts artifacts = artifacts();
        Map<String, byte[]> members = members(artifacts);
        members.replaceAll((name, content) -> name.endsWith(".jsonl") ? redaction.applyToJson(content) : redaction.apply(content));
        Manifest manifest = new Manifest(Manifest.FORMAT, run.value(), logId, build, now, events.size(), metrics.size(),
                members.entrySet().stream().map(RunExport::member).toList(), skipped, artifacts.leftOut(), redaction.told());
        Path aside = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            ArchiveFile written = new ArchiveFile(aside);
            written.write(manifest, members);
            written.check();
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
        return manifest;
    }

    private Artifacts artifacts() {
        List<FileFact> recorded = new ArrayList<>();
        all(JobEnded.class).forEach(event -> recorded.addAll(event.files()));
        all(MetricsSummarised.class).forEach(event -> recorded.addAll(event.files()));
        all(ReportPublished.class).forEach(event -> recorded.addAll(event.artifacts()));
        Path output = Path.of(all(RunRequested.class).findFirst().orElseThrow().submission().outputDirectory());
        return Artifacts.of(output, recorded);
    }

    /** What is read most comes first; the rest by name. */
    private Map<String, byte[]> members(Artifacts artifacts) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put(Manifest.EVENTS, lines(events));
        members.put(Manifest.METRICS, lines(metrics));
        artifacts.taken().forEach((path, content) -> members.put(Manifest.ARTIFACTS + path, content));
        members.put("recipe.yaml", bytes(all(RunRequested.class).findFirst().orElseThrow().submission().text()));
        Arrays.stream(EventType.values()).sorted((one, other) -> one.typeName().compareTo(other.typeName()))
                .forEach(type -> members.put("schemas/" + EventSchemas.fileName(type), bytes(EventSchemas.text(type))));
        all(JobScripted.class).forEach(script -> members.putIfAbsent("scripts/" + script.job() + ".sh", bytes(script.script())));
        return members;
    }

    private static Manifest.Member member(Map.Entry<String, byte[]> member) {
        FileFact fact = FileFact.of(member.getKey(), member.getValue());
        return new Manifest.Member(fact.path(), fact.bytes(), fact.sha256());
    }

    private static byte[] lines(List<Entry.Readable> entries) {
        return bytes(entries.stream().map(CloudEventLines::write).map(line -> line + "\n").collect(Collectors.joining()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private <E extends Event> Stream<E> all(Class<E> kind) {
        return events.stream().map(entry -> entry.envelope().event()).filter(kind::isInstance).map(kind::cast);
    }
}
