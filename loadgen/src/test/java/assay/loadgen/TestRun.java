package assay.loadgen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One use of the command inside the test's own process, and the files that it left. */
public final class TestRun {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path directory;
    private final int exit;

    private TestRun(Path directory, int exit) {
        this.directory = directory;
        this.exit = exit;
    }

    /** Runs the command; the results go into a new directory. */
    public static TestRun of(String... arguments) {
        try {
            Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "results")), "run");
            List<String> all = new ArrayList<>(Arrays.asList(arguments));
            all.addAll(List.of("--output", directory.toString(), "--quiet"));
            return new TestRun(directory, Loadgen.run(all.toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int exit() {
        return exit;
    }

    /** The result file. */
    public JsonNode result() {
        return JSON.readTree(directory.resolve("result.json").toFile());
    }

    public long count(String name) {
        return result().path("counts").path(name).asLong();
    }

    /** A figure's value; not a number when there is none of this name. */
    public double figure(String name) {
        return result().path("figures").valueStream().filter(figure -> figure.path("name").asString().equals(name))
                .mapToDouble(figure -> figure.path("value").asDouble()).findFirst().orElse(Double.NaN);
    }

    /** How many errors there were, by class. */
    public Map<String, Long> errors() {
        Map<String, Long> errors = new TreeMap<>();
        result().path("errors").forEach(error -> errors.put(error.path("class").asString(), error.path("count").asLong()));
        return errors;
    }

    public String sample(String errorClass) {
        return result().path("errors").valueStream().filter(error -> error.path("class").asString().equals(errorClass))
                .map(error -> error.path("sample").asString()).findFirst().orElse("");
    }

    /** Whether a check of this name passed. */
    public boolean passed(String check) {
        return result().path("checks").valueStream().filter(its -> its.path("name").asString().equals(check)).findFirst().orElseThrow().path("passed").asBoolean();
    }

    public Histogram histogram(String name) {
        try {
            byte[] bytes = Base64.getDecoder().decode(result().path("histograms").path(name).path("hdr").asString());
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 3_600_000_000L);
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lines of the records, where they were kept. */
    public List<JsonNode> records() {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(directory.resolve("requests.jsonl.gz")))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(JSON::readTree).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file(String name) {
        return directory.resolve(name);
    }
}
