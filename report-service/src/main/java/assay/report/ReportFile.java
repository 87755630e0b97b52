package assay.report;

import assay.events.FileFact;

/**
 * One written file.
 *
 * @param path relative to the output directory
 */
public record ReportFile(String path, byte[] bytes) {

    /** Its size and checksum, as {@code ReportPublished} lists it. */
    public FileFact fact() {
        return FileFact.of(path, bytes);
    }
}
