package assay.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A stream as one who follows it reads it, event by event. */
final class Followed implements AutoCloseable {
    private final BufferedReader lines;

    Followed(InputStream body) throws IOException {
        lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        assertThat(lines.readLine()).startsWith("retry:");
    }

    /** An event; all empty at the end of the stream. */
    record Event(String id, String type, String text) {
        JsonObject data() {
            return new JsonObject(text);
        }

        String job() {
            return data().getJsonObject("data").getString("job");
        }
    }

    Event next() throws IOException {
        String id = "";
        String type = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                type = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && !type.isEmpty()) {
                return new Event(id, type, data);
            }
        }
        return new Event(id, type, data);
    }

    boolean ended() throws IOException {
        return lines.readLine() == null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
