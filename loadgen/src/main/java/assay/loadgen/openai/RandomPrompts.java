package assay.loadgen.openai;

import assay.loadgen.driver.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prompts of random tokens of a drawn length, so that no cache of the server knows them; with a prefix that all share, where that is wanted.
 * As token ids their lengths are exact. As words they are near, and the server's count is the one that counts.
 *
 * @param prefix tokens at the beginning that are the same in all prompts of a seed
 * @param lowest the least token id
 * @param above  the first id behind the largest
 */
public record RandomPrompts(Form form, long seed, Length input, Length output, int prefix, int lowest, int above) implements Prompts {
    private static final String LETTERS = "etaoinshrdlu";

    /** How a prompt is written. */
    public enum Form {
        /** An array of token ids, which completions take. */
        TOKENS,
        /** A text. */
        WORDS,
        /** A text in the message of a user. */
        CHAT
    }

    @Override
    public Prompt of(Request request) {
        SplittableRandom random = request.random();
        int length = input.draw(random);
        int answer = output.draw(random);
        SplittableRandom shared = new SplittableRandom(seed);
        int[] ids = IntStream.concat(shared.ints(Math.min(prefix, length), lowest, above), random.ints(Math.max(0, length - prefix), lowest, above)).toArray();
        return switch (form) {
            case TOKENS -> new Prompt(IntStream.of(ids).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]")), length, answer);
            case WORDS -> new Prompt('"' + words(ids) + '"', 0, answer);
            case CHAT -> new Prompt("[{\"role\":\"user\",\"content\":\"" + words(ids) + "\"}]", 0, answer);
        };
    }

    private static String words(int[] ids) {
        return IntStream.of(ids).mapToObj(RandomPrompts::word).collect(Collectors.joining(" "));
    }

    private static String word(int id) {
        StringBuilder word = new StringBuilder();
        for (int rest = id; rest > 0; rest /= LETTERS.length()) {
            word.append(LETTERS.charAt(rest % LETTERS.length()));
        }
        return word.isEmpty() ? "e" : word.toString();
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("prompts", switch (form) {
            case TOKENS -> "random token ids";
            case WORDS, CHAT -> "random words";
        });
        settings.put("input_tokens", input.text());
        settings.put("output_tokens", output.text());
        settings.put("prefix_tokens", prefix);
        settings.put("token_ids", lowest + ".." + (above - 1));
        return settings;
    }
}
