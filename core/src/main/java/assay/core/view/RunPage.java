package assay.core.view;

import java.util.List;

/**
 * Some runs, newest first.
 *
 * @param next where the next page begins; empty when this is the last one
 */
public record RunPage(List<RunEntry> runs, String next) {
    public RunPage {
        runs = List.copyOf(runs);
    }
}
