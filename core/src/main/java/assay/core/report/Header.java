package assay.core.report;

import assay.events.Copies;
import assay.events.Origin;
import assay.events.RunId;
import java.time.Instant;
import java.util.Map;

/**
 * What run this is.
 *
 * @param name         the recipe's own name; its source's name while the recipe is not accepted
 * @param recipeDigest sha256 of the recipe as submitted; empty when it was not accepted
 * @param outcome      how the run ended: an outcome's name, or {@code UNFINISHED}
 * @param detail       more of the outcome, in words
 * @param finished     when it was finished; the last known moment when it was not
 * @param site         where its jobs were to run: a profile's name, or a built-in one; empty while the recipe is not accepted
 * @param cluster      the adapter; empty when no cluster was looked at
 * @param clusterFacts name, version, user and the like
 * @param origin       which run it repeats
 */
public record Header(RunId run, String name, String description, String source, String recipeDigest, String outcome, String detail, Instant requested,
        Instant finished, String submitter, Map<String, String> labels, String site, String cluster, Map<String, String> clusterFacts, String runDirectory,
        Origin origin) {
    public Header {
        labels = Copies.ordered(labels);
        clusterFacts = Copies.ordered(clusterFacts);
    }
}
