package assay.core.report;

import assay.core.results.ErrorCounts;
import assay.events.ErrorCount;
import assay.events.Measurement;
import java.util.ArrayList;
import java.util.List;

/**
 * Failed operations of a client of one class, over all its windows and replicas; windows in which nothing could be measured count too.
 *
 * @param share of all operations of the client that ended, from 0 to 1
 */
public record ErrorResult(String client, ErrorCount error, double share) {

    /** Those of all clients, in the order of the windows. */
    static List<ErrorResult> of(List<Window> windows) {
        List<ErrorResult> results = new ArrayList<>();
        for (String client : windows.stream().map(Window::client).distinct().toList()) {
            List<Measurement> parts = windows.stream().filter(window -> window.client().equals(client)).flatMap(window -> window.replicas().stream()).map(Replica::measurement).toList();
            long ended = parts.stream().mapToLong(part -> Math.max(0, part.operations()) + Math.max(0, part.failed())).sum();
            ErrorCounts.sum(parts.stream().flatMap(part -> part.errors().stream()).toList())
                    .forEach(error -> results.add(new ErrorResult(client, error, ended == 0 ? 1 : (double) error.count() / ended)));
        }
        return results;
    }
}
