package assay.cli;

import assay.events.Entry;
import assay.log.CloudEventLines;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows one stream of a server's over HTTP, on a thread of its own. What breaks is begun again behind the last event; what the server refuses
 * ends it.
 */
final class HttpFollower {
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration GIVING_UP = Duration.ofMinutes(10);
    private static final long LONGEST_PAUSE = 5_000;
    /** What was asked for a moment ago may not be known yet to who is asked next. */
    private static final Duration APPEARING = Duration.ofSeconds(10);
    private final Instant begun = Instant.now();
    private final HttpApi api;
    private final String path;
    private final Consumer<Entry> consumer;
    private final Consumer<String> say;
    private final Thread thread = new Thread(this::follow, "assay-follow");
    private volatile boolean over;
    private volatile Instant heard = Instant.now();
    private volatile Optional<InputStream> open = Optional.empty();
    private volatile Optional<RuntimeException> failure = Optional.empty();
    private String last = "";
    private boolean broken;

    private HttpFollower(HttpApi api, String path, Consumer<Entry> consumer, Consumer<String> say) {
        this.api = api;
        this.path = path;
        this.consumer = consumer;
        this.say = say;
    }

    /** Begins. */
    static HttpFollower start(HttpApi api, String path, Consumer<Entry> consumer, Consumer<String> say) {
        HttpFollower follower = new HttpFollower(api, path, consumer, say);
        follower.thread.setDaemon(true);
        follower.thread.start();
        return follower;
    }

    private void follow() {
        long pause = LONGEST_PAUSE / 16;
        while (!over) {
            try {
                Map<String, String> headers = new HashMap<>(Map.of("Accept", "text/event-stream"));
                if (!last.isEmpty()) {
                    headers.put("Last-Event-ID", last);
                }
                read(headers);
                pause = LONGEST_PAUSE / 16;
                broke("the connection to " + api.server() + " was closed");
            } catch (FileNotFoundException e) {
                if (!last.isEmpty() || Duration.between(begun, Instant.now()).compareTo(APPEARING) > 0) {
                    failure = Optional.of(new MisuseException(e.getMessage()));
                    return;
                }
            } catch (IOException e) {
                broke(api.words(e));
            } catch (RuntimeException e) {
                failure = Optional.of(e);
                return;
            } catch (InterruptedException e) {
                return;
            }
            try {
                Thread.sleep(over ? 0 : pause);
            } catch (InterruptedException e) {
                return;
            }
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
    }

    private void read(Map<String, String> headers) throws IOException, InterruptedException {
        try (InputStream stream = api.open(path, headers)) {
            open = Optional.of(stream);
            alive();
            if (broken) {
                broken = false;
                say.accept("connected to " + api.server() + " again");
            }
            new ServerSentEvents(stream, this::alive).each(this::take);
        } finally {
            open = Optional.empty();
        }
    }

    private void take(ServerSentEvents.Event event) {
        if (event.name().equals("end")) {
            over = true;
            return;
        }
        consumer.accept(api.understood(() -> CloudEventLines.read(event.data())));
        last = event.id().isEmpty() ? last : event.id();
    }

    private void alive() {
        heard = Instant.now();
    }

    private void broke(String words) {
        if (!over && !broken) {
            broken = true;
            say.accept(words.replaceAll("\\.$", "") + "; trying again, and the run goes on meanwhile");
        }
    }

    /** Looks after it from time to time: a connection that says nothing is begun anew, and what cannot be mended is thrown. */
    void check() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        Duration silent = Duration.between(heard, Instant.now());
        if (!over && silent.compareTo(GIVING_UP) > 0) {
            throw new UnreachableException(api.server() + " has not been reached for " + GIVING_UP.toMinutes() + " minutes; the run goes on there, and `assay watch` shows it");
        }
        if (silent.compareTo(SILENCE) > 0 && open.isPresent()) {
            open.get().close();
        }
    }

    /** Ends it. */
    void close() {
        over = true;
        thread.interrupt();
    }
}
