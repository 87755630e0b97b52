package assay.cli.archive;

import java.time.Instant;
import java.util.List;

/**
 * What stands in an archive: its first member, {@code manifest.json}.
 *
 * @param format   of the archive, see {@link #FORMAT}
 * @param run      the run's id
 * @param log      identifies the log of record that it comes from
 * @param build    the build of Assay that wrote the archive
 * @param exported when; nothing else differs between two archives of one run
 * @param events   lines of {@code events.jsonl}
 * @param metrics  lines of {@code metrics.jsonl}
 * @param members  every other member, in the order of the archive
 * @param skipped  entries of the run in the log that this build could not read, with the reason; they are not in the archive
 * @param leftOut  files of the run that are not in the archive, with the reason
 * @param secrets  the user's secrets that the recipe names, and what became of their values
 */
public record Manifest(int format, String run, String log, String build, Instant exported, long events, long metrics, List<Member> members, List<String> skipped,
        List<LeftOut> leftOut, List<Secret> secrets) {
    /** The format that this build writes and reads. */
    public static final int FORMAT = 1;
    static final String PATH = "manifest.json";
    static final String EVENTS = "events.jsonl";
    static final String METRICS = "metrics.jsonl";
    /** Where files from the run's output directory stand. */
    public static final String ARTIFACTS = "artifacts/";

    public Manifest {
        members = List.copyOf(members);
        skipped = List.copyOf(skipped);
        leftOut = List.copyOf(leftOut);
        secrets = List.copyOf(secrets);
    }

    /** A member, with the lower-case hex of its sha256. */
    public record Member(String path, long bytes, String sha256) {
    }

    /** A file that is not in the archive. */
    public record LeftOut(String path, long bytes, String reason) {
    }

    /**
     * A secret.
     *
     * @param replaced how often its value stood in the members and was replaced by {@code [secret NAME]}
     * @param note     why its value could not be looked for; empty when it was
     */
    public record Secret(String name, long replaced, String note) {
    }
}
