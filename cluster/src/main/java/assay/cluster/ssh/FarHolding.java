package assay.cluster.ssh;

import assay.cluster.ArtifactStore.Holding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One thing that is kept on the other side, as {@code holdings} of {@code holdings.sh} tells of it. */
final class FarHolding {
    private static final int WORDS = 4;
    private final String[] words;
    private final List<String> names = new ArrayList<>();
    private final List<String> users = new ArrayList<>();
    private final List<String> references = new ArrayList<>();

    private FarHolding(String[] words) {
        this.words = words;
    }

    /** Out of all that was told. */
    static List<Holding> read(String text) {
        List<FarHolding> found = new ArrayList<>();
        for (String line : text.lines().filter(line -> !line.isEmpty()).toList()) {
            if (line.startsWith("=")) {
                String[] words = line.substring(1).split(" ");
                if (words.length != WORDS) {
                    throw new IllegalStateException("Expected a digest, a size and two times, but found '" + line + "'");
                }
                found.add(new FarHolding(words));
            } else if (!found.isEmpty()) {
                found.getLast().add(line.charAt(0), line.substring(1));
            }
        }
        return found.stream().map(FarHolding::holding).toList();
    }

    private void add(char kind, String value) {
        switch (kind) {
            case '!' -> names.add(value);
            case '+' -> users.add(value);
            default -> references.add(value);
        }
    }

    private Holding holding() {
        return new Holding(words[0], String.join(", ", names), references, Long.parseLong(words[1]), moment(words[2]), moment(words[3]), users);
    }

    private static Instant moment(String seconds) {
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }
}
