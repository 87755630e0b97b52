package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.events.RunId;
import assay.log.PublishException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Shows a run until it is over, whatever becomes of the server meanwhile. */
final class Watch {
    private static final Duration LOOK_FOR_SERVER = Duration.ofSeconds(2);
    private final Session session;
    private final RunId id;
    private final String shortId;
    private final Display display;
    private final Watched watched;
    private final CompletableFuture<Optional<Snapshot>> end = new CompletableFuture<>();

    /** Of one run. */
    Watch(Session session, RunId id, String shortId, Display display) {
        this.session = session;
        this.id = id;
        this.shortId = shortId;
        this.display = display;
        this.watched = new Watched(id, display);
    }

    /** The first Ctrl-C cancels the run, and the second one ends the waiting for its clean-up. */
    void cancelOn(Interruption interruption) {
        interruption.means(this::cancel, () -> end.complete(Optional.empty()));
    }

    private void cancel() {
        display.say("cancelling run " + shortId + " and waiting for its clean-up; Ctrl-C again stops waiting");
        try {
            session.cancel(id, "", true);
        } catch (PublishException | MisuseException | UnreachableException e) {
            display.say("the cancel could not be asked for: " + e.getMessage() + "; `assay cancel " + shortId + "` tries again");
        }
    }

    /** Waits for the run's end and tells it; empty when somebody did not want to wait for it any longer. */
    Optional<Snapshot> toTheEnd() throws IOException, InterruptedException {
        watched.over().thenAccept(over -> end.complete(Optional.of(over)));
        session.follow(id, watched::take, display::say);
        Optional<Snapshot> over = await();
        if (over.isEmpty()) {
            display.say("not waiting any longer; the server goes on with the clean-up, and `assay watch " + shortId + "` shows it");
        }
        display.close();
        return over;
    }

    private Optional<Snapshot> await() throws IOException, InterruptedException {
        while (true) {
            try {
                return end.get(LOOK_FOR_SERVER.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                session.keep(shortId, display::say);
            } catch (ExecutionException e) {
                throw new IllegalStateException("The end of a run completes normally", e);
            }
        }
    }
}
