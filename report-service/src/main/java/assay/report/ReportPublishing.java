package assay.report;

import assay.core.report.Report;
import assay.core.reporter.PublishReport;
import assay.core.reporter.ReportWritten;
import assay.events.FileFact;
import assay.events.JobEvent.Evidence;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.Verdict;
import assay.events.RunId;
import assay.log.EffectRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a run's report from its log and writes it into the output directory; each file appears whole. Always publishes in the end, since people
 * wait for the verdict: without files when they cannot be written after some attempts, as INVALID when the report cannot be made. Thread-safe.
 */
final class ReportPublishing implements EffectRunner<PublishReport, ReportWritten> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReportPublishing.class);
    private static final int ATTEMPTS = 5;
    private final ReportRenderer renderer = new ReportRenderer();
    private final Clock clock;
    private final Map<RunId, Integer> failures = new ConcurrentHashMap<>();

    ReportPublishing(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ReportWritten perform(PublishReport effect) throws IOException {
        Instant generated = clock.instant();
        Report report;
        ReportFiles rendered;
        try {
            report = Report.of(effect.log());
            rendered = renderer.render(report, generated);
        } catch (RuntimeException bug) {
            LOGGER.atError().setCause(bug).addKeyValue("run", effect.run()).log("A bug of Assay's, please report it: a report could not be made");
            return new ReportWritten(effect.run(), new ReportPublished(Verdict.INVALID, List.of("a bug of Assay's: the report could not be made: " + bug),
                    Evidence.FIRST_LOOK, List.of(), List.of(), 0, 0, List.of(), generated));
        }
        return new ReportWritten(effect.run(), report.published(written(effect, rendered), generated));
    }

    private List<FileFact> written(PublishReport effect, ReportFiles rendered) throws IOException {
        try {
            for (ReportFile file : rendered.files()) {
                write(Path.of(effect.outputDirectory()).resolve(file.path()), file.bytes());
            }
            failures.remove(effect.run());
            return rendered.facts();
        } catch (IOException e) {
            if (failures.merge(effect.run(), 1, Integer::sum) < ATTEMPTS) {
                throw e;
            }
            failures.remove(effect.run());
            LOGGER.atWarn().setCause(e).addKeyValue("run", effect.run()).addKeyValue("directory", effect.outputDirectory())
                    .log("The files of a report cannot be written; its verdict is published without them");
            return List.of();
        }
    }

    private static void write(Path path, byte[] bytes) throws IOException {
        Files.createDirectories(path.getParent());
        Path aside = path.resolveSibling(path.getFileName() + ".tmp");
        try {
            Files.write(aside, bytes);
            Files.move(aside, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
