package assay.loadgen.openai;

import assay.loadgen.driver.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prompts from a file of JSON lines: {@code prompt} (a text or token ids) or {@code messages}, and {@code output_tokens} where the answer's length
 * is not the same for all. They are taken in an order that depends on the seed, and from the beginning again when there are no more.
 */
public final class DataSet implements Prompts {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final List<Line> lines;
    private final Length output;

    private DataSet(Path file, List<Line> lines, Length output) {
        this.file = file;
        this.lines = lines;
        this.output = output;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when a line is not what it should be
     */
    public static DataSet read(Path file, boolean isChat, long seed, Length output) throws IOException {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String text : Files.readAllLines(file)) {
            number++;
            if (!text.isBlank()) {
                lines.add(line(text, isChat, file + ":" + number));
            }
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(file + " has no line with a prompt");
        }
        Collections.shuffle(lines, new Random(seed));
        return new DataSet(file, lines, output);
    }

    private static Line line(String text, boolean isChat, String place) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(place + ": no JSON: " + e.getOriginalMessage(), e);
        }
        int length = node.path("output_tokens").asInt(0);
        JsonNode prompt = node.path("prompt");
        if (isChat && node.path("messages").isArray()) {
            return new Line(node.path("messages").toString(), 0, length);
        }
        if (isChat && prompt.isString()) {
            return new Line("[{\"role\":\"user\",\"content\":" + prompt + "}]", 0, length);
        }
        if (!isChat && (prompt.isString() || prompt.isArray())) {
            return new Line(prompt.toString(), prompt.isArray() ? prompt.size() : 0, length);
        }
        throw new IllegalArgumentException(place + ": expected " + (isChat ? "'messages' or a text 'prompt'" : "a 'prompt' that is a text or token ids"));
    }

    @Override
    public Prompt of(Request request) {
        Line line = lines.get((int) (request.number() % lines.size()));
        return new Prompt(line.json, line.input, line.output > 0 ? line.output : output.draw(request.random()));
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("prompts", "data set");
        settings.put("data_set", file.getFileName().toString());
        settings.put("data_set_lines", lines.size());
        settings.put("output_tokens", output.text());
        return settings;
    }

    private record Line(String json, int input, int output) {
    }
}
