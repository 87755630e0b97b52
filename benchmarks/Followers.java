import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Follows all events so many times, and counts; see gateway.sh. A follower that is dropped comes back behind what it has read.
 *
 * <pre>
 * URL FOLLOWERS FIFO    follows until something can be read from the FIFO, and then until each run of the list has ended for each follower
 * </pre>
 */
final class Followers {
    private static final Pattern RUN = Pattern.compile("\"correlationid\":\"([a-z0-9]{10})\"");
    private static final Pattern LISTED = Pattern.compile("\"id\":\"([a-z0-9]{10})\"");
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
    private static final Duration LAST = Duration.ofSeconds(30);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final AtomicLong following = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong returns = new AtomicLong();
    private volatile boolean ended;

    private Followers(String url) {
        this.url = url;
    }

    public static void main(String[] args) throws Exception {
        System.exit(new Followers(args[0]).run(Integer.parseInt(args[1]), Path.of(args[2])));
    }

    private int run(int followers, Path fifo) throws Exception {
        List<Set<String>> seen = new ArrayList<>();
        for (int i = 0; i < followers; i++) {
            Set<String> own = ConcurrentHashMap.newKeySet();
            seen.add(own);
            Thread.ofVirtual().start(() -> follow(own));
        }
        while (following.get() < followers) {
            Thread.sleep(50);
        }
        System.out.println("following " + followers);
        Files.readString(fifo);
        Instant limit = Instant.now().plus(LAST);
        Set<String> listed = listed();
        while (seen.stream().anyMatch(own -> !own.containsAll(listed)) && Instant.now().isBefore(limit)) {
            Thread.sleep(200);
        }
        ended = true;
        long missed = seen.stream().flatMap(own -> listed.stream().filter(run -> !own.contains(run))).count();
        System.out.printf("%d runs listed, %d events told to %d followers, who came back %d times%n", listed.size(), events.get(), followers, returns.get());
        System.out.println(missed == 0 ? "nothing lost" : missed + " ends of runs were not told");
        return missed == 0 ? 0 : 1;
    }

    private void follow(Set<String> finished) {
        String position = "";
        for (boolean first = true; !ended; first = false) {
            returns.addAndGet(first ? 0 : 1);
            HttpRequest.Builder request = request("/v1/events").header("Accept", "text/event-stream");
            try {
                HttpResponse<Stream<String>> answer = client.send((position.isEmpty() ? request : request.header("Last-Event-ID", position)).build(),
                        HttpResponse.BodyHandlers.ofLines());
                following.addAndGet(first ? 1 : 0);
                position = read(answer, finished, position);
            } catch (IOException | RuntimeException gone) {
                // It comes back.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private String read(HttpResponse<Stream<String>> answer, Set<String> finished, String before) {
        String[] position = {before};
        boolean[] end = {false};
        try (Stream<String> lines = answer.body()) {
            lines.forEach(line -> {
                if (line.startsWith("id: ")) {
                    position[0] = line.substring(4);
                    events.incrementAndGet();
                } else if (line.startsWith("event: ")) {
                    end[0] = line.equals("event: assay.run.finished.v1");
                } else if (line.startsWith("data: ") && end[0]) {
                    Matcher run = RUN.matcher(line);
                    if (run.find()) {
                        finished.add(run.group(1));
                    }
                }
            });
        } catch (RuntimeException dropped) {
            return position[0];
        }
        return position[0];
    }

    private Set<String> listed() throws IOException, InterruptedException {
        Set<String> all = ConcurrentHashMap.newKeySet();
        String cursor = "";
        do {
            String page = client.send(request("/v1/runs?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).build(), HttpResponse.BodyHandlers.ofString()).body();
            Matcher id = LISTED.matcher(page);
            while (id.find()) {
                all.add(id.group(1));
            }
            Matcher next = NEXT.matcher(page);
            cursor = next.find() ? next.group(1) : "";
        } while (!cursor.isEmpty());
        return all;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + System.getenv("ASSAY_KEY"));
    }
}
