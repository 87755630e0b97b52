package assay.events;

/**
 * A file that is part of a run.
 *
 * @param path   relative to the run directory (job files) or to the output directory (report files)
 * @param bytes  its size
 * @param sha256 lower-case hex
 */
public record FileFact(String path, long bytes, String sha256) {
}
