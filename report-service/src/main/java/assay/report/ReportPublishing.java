package assay.report;

import assay.core.report.Report;
import assay.core.reporter.PublishReport;
import assay.core.reporter.ReportWritten;
import assay.log.EffectRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;

/** Makes a run's report from its log and writes it into the output directory; each file appears whole. */
final class ReportPublishing implements EffectRunner<PublishReport, ReportWritten> {
    private final ReportRenderer renderer = new ReportRenderer();
    private final Clock clock;

    ReportPublishing(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ReportWritten perform(PublishReport effect) throws IOException {
        Report report = Report.of(effect.log());
        ReportFiles rendered = renderer.render(report, clock.instant());
        Path output = Path.of(effect.outputDirectory());
        for (ReportFile file : rendered.files()) {
            write(output.resolve(file.path()), file.bytes());
        }
        return new ReportWritten(effect.run(), report.published(rendered.facts()));
    }

    private static void write(Path path, byte[] bytes) throws IOException {
        Files.createDirectories(path.getParent());
        Path aside = path.resolveSibling(path.getFileName() + ".tmp");
        Files.write(aside, bytes);
        Files.move(aside, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
