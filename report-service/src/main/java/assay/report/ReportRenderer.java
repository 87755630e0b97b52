package assay.report;

import assay.core.report.Report;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Writes a report's files. The same report gives the same bytes but for the one line (in JSON the one field) that says when it was
 * generated. Reads no file of the run, no clock. Safe for use by several threads.
 */
public final class ReportRenderer {
    /** The report for reading in a browser: one file, no network. */
    public static final String HTML = "report/report.html";
    /** The report as plain text. */
    public static final String MARKDOWN = "report/report.md";
    /** The report for programs. */
    public static final String JSON = "report/result.json";

    private final DocumentText text = new DocumentText();
    private final ResultJson json = new ResultJson();

    /** All files of a report. */
    public ReportFiles render(Report report, Instant generated) {
        Document document = new Contents(report, json.pretty(report.recipe())).document(generated);
        return new ReportFiles(List.of(file(MARKDOWN, text.markdown(document)), file(HTML, text.html(document)), file(JSON, json.result(report, generated))));
    }

    private static ReportFile file(String path, String text) {
        return new ReportFile(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
