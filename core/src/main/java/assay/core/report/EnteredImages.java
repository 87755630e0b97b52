package assay.core.report;

import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import java.util.List;

/** Lists what images the jobs of a run said they entered. */
final class EnteredImages {
    private EnteredImages() {
    }

    static List<ImageFacts> of(RunLog log) {
        return log.all(JobReported.class).stream().map(RunLog.Entry::event).filter(report -> report.kind() == ReportKind.ENTERED).map(EnteredImages::facts).distinct().toList();
    }

    private static ImageFacts facts(JobReported report) {
        return new ImageFacts(report.job().value(), report.details().getOrDefault("image", ""), report.details().getOrDefault("runtime", ""),
                report.details().getOrDefault("sha256", ""));
    }
}
