package assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.core.reporter.PublishReport;
import assay.core.reporter.ReportWritten;
import assay.events.FileFact;
import assay.events.JobEvent.Verdict;
import assay.testkit.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPublishingTest {
    @TempDir
    private Path output;
    private final ReportPublishing publishing = new ReportPublishing(Clock.systemUTC());

    private static PublishReport report(Path directory) {
        return new PublishReport(SampleRun.RUN, directory.toString(), SampleRun.log(1, 5));
    }

    @Test
    void shouldWriteEveryFileItNames() throws IOException {
        // when
        ReportWritten written = publishing.perform(report(output));
        // then
        assertThat(written.published().artifacts()).isNotEmpty().allSatisfy(file ->
            assertThat(FileFact.of(file.path(), Files.readAllBytes(output.resolve(file.path())))).isEqualTo(file));
    }

    @Test
    void shouldPublishTheVerdictWithoutFilesWhenTheyCannotBeWritten() throws IOException {
        // given
        Path blocked = Files.createFile(output.resolve("file"));
        for (int attempt = 1; attempt < 5; attempt++) {
            assertThatThrownBy(() -> publishing.perform(report(blocked))).isInstanceOf(IOException.class);
        }
        // when
        ReportWritten written = publishing.perform(report(blocked));
        // then
        assertThat(written.published().artifacts()).isEmpty();
        assertThat(written.published().figures()).isNotEmpty();
    }

    @Test
    void shouldCallARunInvalidWhoseReportCannotBeMade() throws IOException {
        // given
        PublishReport impossible = new PublishReport(SampleRun.RUN, output.toString(), List.of());
        // when
        ReportWritten written = publishing.perform(impossible);
        // then
        assertThat(written.published().verdict()).isEqualTo(Verdict.INVALID);
    }
}
