package assay.report;

import assay.events.FileFact;
import java.util.List;

/** The files of one report. */
public record ReportFiles(List<ReportFile> files) {
    public ReportFiles {
        files = List.copyOf(files);
    }

    /** Their sizes and checksums. */
    public List<FileFact> facts() {
        return files.stream().map(ReportFile::fact).toList();
    }
}
