package assay.cluster.staging;

import assay.cluster.ArtifactStore.Fetcher;
import assay.cluster.command.CommandResult;
import assay.cluster.command.CommandResult.Ended;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Those of another machine, which are not known before they run there. */
final class FetchedTool implements Tool {
    private final Fetcher fetcher;
    private final Cache cache;
    private final String owner;

    /** With a cache that both machines see. */
    FetchedTool(Fetcher fetcher, Cache cache, String owner) {
        this.fetcher = fetcher;
        this.cache = cache;
        this.owner = owner;
    }

    @Override
    public boolean present(String program) {
        return true;
    }

    @Override
    public Ended run(List<String> arguments, Map<String, String> variables) throws UnavailableArtifactException, IOException {
        Path place = cache.errand(owner);
        try {
            return switch (fetcher.run(arguments, variables, place)) {
                case Ended ended -> ended;
                case CommandResult.NotStarted(var reason) -> throw UnavailableArtifactException.forGood(reason, "look at 'stage_job' of the profile, or write stage: here");
                case CommandResult.CutOff(var reason) -> throw UnavailableArtifactException.thisTime(reason, "look at 'stage_job' of the profile, and try again");
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(arguments.getFirst() + " was given up");
        } finally {
            Tree.remove(place);
        }
    }
}
