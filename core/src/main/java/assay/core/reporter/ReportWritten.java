package assay.core.reporter;

import assay.events.JobEvent.ReportPublished;
import assay.events.RunId;

/** A report's files are written. */
public record ReportWritten(RunId run, ReportPublished published) {
}
