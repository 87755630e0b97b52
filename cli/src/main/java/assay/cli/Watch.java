package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.events.RecipeEvent.RunCancelRequested;
import assay.events.RunId;
import assay.log.Endpoint;
import assay.log.LogUnavailableException;
import assay.log.PublishException;
import assay.log.Snapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Shows a run until it is over, whatever becomes of the server meanwhile. */
final class Watch {
    private static final Duration LOOK_FOR_SERVER = Duration.ofSeconds(2);
    private final Session session;
    private final Optional<Servers> servers;
    private final RunId id;
    private final String shortId;
    private final Display display;
    private final Watched watched;
    private final CompletableFuture<Optional<Snapshot>> end = new CompletableFuture<>();
    private final AtomicBoolean interrupted = new AtomicBoolean();

    /**
     * Of one run.
     *
     * @param servers where to look for the server, and to start another one when it is gone; empty when it is in this process
     */
    Watch(Session session, Optional<Servers> servers, RunId id, String shortId, Display display) {
        this.session = session;
        this.servers = servers;
        this.id = id;
        this.shortId = shortId;
        this.display = display;
        this.watched = new Watched(id, display);
    }

    /** From now on the first Ctrl-C cancels the run, and the second one ends the waiting for its clean-up. */
    void cancelOnInterrupt() {
        Interrupts.each(count -> {
            interrupted.set(true);
            if (count == 1) {
                cancel();
            } else {
                end.complete(Optional.empty());
            }
        });
    }

    /** Whether there was a Ctrl-C, also one that came too late to change the run's end. */
    boolean interrupted() {
        return interrupted.get();
    }

    private void cancel() {
        display.say("cancelling run " + shortId + " and waiting for its clean-up; Ctrl-C again stops waiting");
        try {
            session.publish(id, new RunCancelRequested("", RecipeFile.submitter(), true));
        } catch (PublishException e) {
            display.say("the cancel could not be asked for: " + e.getMessage() + "; `assay cancel " + shortId + "` tries again");
        }
    }

    /** Waits for the run's end and tells it; empty when somebody did not want to wait for it any longer. */
    Optional<Snapshot> toTheEnd() throws IOException, InterruptedException {
        watched.over().thenAccept(over -> end.complete(Optional.of(over)));
        watched.follow(session, servers.map(Servers::kept).orElseGet(Snapshots::none));
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
                keepServer();
            } catch (ExecutionException e) {
                throw new IllegalStateException("The end of a run completes normally", e);
            }
        }
    }

    /** A run needs a server to go on: where it was killed, another one is started, which takes the same address. */
    private void keepServer() throws IOException, InterruptedException {
        if (servers.isEmpty() || servers.get().live().isPresent()) {
            return;
        }
        display.say("the server is gone; run " + shortId + " goes on with another one");
        Endpoint next = servers.get().liveOrStarted(display::say);
        if (!next.address().equals(session.address())) {
            throw new LogUnavailableException("the server listens at another address now; `assay watch " + shortId + "` goes on from here");
        }
    }
}
