package assay.report;

import assay.core.report.ErrorResult;
import assay.core.report.Numbers;
import assay.core.report.Report;
import assay.events.ErrorCount;
import assay.report.Document.Table;
import java.time.Instant;
import java.util.List;

/** How operations failed, by class. */
final class ErrorTable {
    private ErrorTable() {
    }

    /** None where nothing failed, or no client tells its errors apart. */
    static List<Table> of(Report report) {
        Tables table = Tables.table("Errors by class, over all windows", "client", "class", "#operations", "#share", "#first (UTC)", "#last (UTC)", "what was said about the first");
        for (ErrorResult result : report.errors()) {
            ErrorCount error = result.error();
            table.row(result.client(), error.name(), Numbers.count(error.count()), Numbers.value(100 * result.share()) + " %", clock(error.first()), clock(error.last()),
                    error.sample());
        }
        return table.done();
    }

    private static String clock(Instant time) {
        return time.isAfter(Instant.EPOCH) ? Times.clock(time) : "";
    }
}
