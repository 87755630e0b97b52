package assay.core.run;

import java.time.Duration;
import java.time.Instant;

/** The link of a closing between its clients' end and its services': the monitor looks a last time and sums up. Nothing behind it begins before it is over. */
public final class LastScrape {
    /** How long it is waited for on a cluster that is near. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How many times as long it is on one that is reached over a network. */
    private static final int FAR = 3;

    private LastScrape() {
    }

    /**
     * Whether the monitor has summed up, has nothing to sum up, or was given up.
     *
     * @param patience how long it is waited for when all clients are over, on a cluster that is near
     */
    public static boolean over(Run run, Stage.Closing closing, Instant now, Duration patience) {
        boolean nothingToMeasure = run.services().stream().allMatch(service -> service.readiness() instanceof Readiness.NotReady);
        return nothingToMeasure || run.fault().isPresent() || run.metrics().isPresent() || !now.isBefore(clientsOverSince(run, closing).plus(elsewhere(run) ? patience.multipliedBy(FAR) : patience));
    }

    private static boolean elsewhere(Run run) {
        return run.stage().knownRecipe().filter(recipe -> recipe.site().connect().elsewhere()).isPresent();
    }

    private static Instant clientsOverSince(Run run, Stage.Closing closing) {
        Instant latest = closing.since();
        for (Job client : run.clients()) {
            if (client.state() instanceof JobState.Ended ended && ended.at().isAfter(latest)) {
                latest = ended.at();
            }
        }
        return latest;
    }
}
