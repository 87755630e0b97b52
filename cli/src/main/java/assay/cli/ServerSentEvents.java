package assay.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A stream of server-sent events, read as it comes. */
final class ServerSentEvents {
    private final BufferedReader lines;
    private final Runnable alive;

    /**
     * Of this stream.
     *
     * @param alive is told of every line, also of those that only say that the server lives
     */
    ServerSentEvents(InputStream stream, Runnable alive) {
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        this.alive = alive;
    }

    /**
     * One of them.
     *
     * @param id   where to go on behind it; empty when it bears none
     * @param name its type
     */
    record Event(String id, String name, String data) {
    }

    /** Hands them over until the stream ends. */
    void each(Consumer<Event> consumer) throws IOException {
        String id = "";
        String name = "";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            alive.run();
            if (line.isEmpty()) {
                if (!data.isEmpty() || !name.isEmpty()) {
                    consumer.accept(new Event(id, name, data.toString()));
                }
                id = "";
                name = "";
                data.setLength(0);
                continue;
            }
            int colon = line.indexOf(':');
            String value = colon < 0 ? "" : line.substring(line.startsWith(": ", colon) ? colon + 2 : colon + 1);
            switch (colon < 0 ? line : line.substring(0, colon)) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                default -> {
                    // A comment, or a field of no meaning here.
                }
            }
        }
    }
}
