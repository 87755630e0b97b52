package assay.testkit;

import assay.cluster.RemoteStore.Mode;
import assay.events.ClusterJobId;
import assay.events.Token;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Writes a simulated job's event files as the wrapper does, counted anew after each restart. */
final class JobVoice {
    private final Token token;
    private final ClusterJobId id;
    private final String directory;
    private final InMemoryStore store;
    private final Clock clock;
    private int restart;
    private long sequence;

    JobVoice(Token token, ClusterJobId id, String directory, InMemoryStore store, Clock clock) {
        this.token = token;
        this.id = id;
        this.directory = directory;
        this.store = store;
        this.clock = clock;
    }

    /** Details are names and values in turn. */
    void say(int now, String type, List<String> details) {
        sequence = now == restart ? sequence + 1 : 1;
        restart = now;
        Instant at = clock.instant();
        StringBuilder json = new StringBuilder("{\"v\":\"1\"");
        fields(json, List.of("token", token.value(), "job", id.value(), "restart", "" + restart, "seq", "" + sequence, "at",
                at.getEpochSecond() + "." + padded(at.getNano() / 1_000), "type", type));
        fields(json, details);
        byte[] text = json.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
        store.put(directory, "events/" + token + "." + id + "." + restart + "." + padded(sequence) + ".json", text, Mode.NORMAL);
    }

    private static void fields(StringBuilder json, List<String> pairs) {
        for (int i = 0; i < pairs.size(); i += 2) {
            json.append(",\"").append(pairs.get(i)).append("\":\"").append(pairs.get(i + 1)).append('"');
        }
    }

    private static String padded(long number) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, 6 - digits.length())) + digits;
    }
}
