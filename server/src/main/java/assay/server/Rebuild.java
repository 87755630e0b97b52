package assay.server;

import assay.cli.Extension;
import assay.cli.Extension.Compared;
import assay.cli.Extension.Comparison;
import assay.core.report.Report;
import assay.events.Envelope;
import assay.events.FileFact;
import assay.events.JobEvent.ReportPublished;
import assay.report.ReportFile;
import assay.report.ReportFiles;
import assay.report.ReportRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run's report, made again from the run's events alone: no cluster is asked and no file of the run is read. */
final class Rebuild implements Extension.Remade {
    private final Report report;
    private final ReportRenderer renderer = new ReportRenderer();

    /** From a run's events, in log order. */
    Rebuild(List<Envelope> events) {
        this.report = Report.of(events);
    }

    @Override
    public List<Path> write(Path directory, Instant now) throws IOException {
        List<Path> written = new ArrayList<>();
        for (ReportFile file : renderer.render(report, now).files()) {
            written.add(Files.write(directory.resolve(name(file.path())), file.bytes()));
        }
        return written;
    }

    @Override
    public List<Compared> compare(ReportPublished published) {
        ReportFiles again = renderer.render(report, published.generated());
        return again.facts().stream().map(fact -> compare(fact, published)).toList();
    }

    private static Compared compare(FileFact again, ReportPublished published) {
        Optional<FileFact> there = published.artifacts().stream().filter(fact -> fact.path().equals(again.path())).findFirst();
        String name = name(again.path());
        if (there.isEmpty()) {
            return new Compared(name, Comparison.UNKNOWN, "not compared: it was not published, since it could not be written then");
        }
        if (there.get().equals(again)) {
            return new Compared(name, Comparison.EQUAL, "EQUAL to the published one but for the time it was generated, sha256 " + again.sha256());
        }
        return published.generated().equals(Instant.EPOCH)
                ? new Compared(name, Comparison.UNKNOWN, "not compared: an older build published it and did not note when it was generated")
                : new Compared(name, Comparison.DIFFERENT, "DIFFERENT from the published one, which has sha256 " + there.get().sha256() + ": another build published it, or this is a bug");
    }

    private static String name(String path) {
        return Path.of(path).getFileName().toString();
    }
}
