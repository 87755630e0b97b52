package assay.parser;

import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.SmallFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Submissions and presets for tests. */
final class Recipes {
    static final String SOURCE = "recipe.yaml";
    /** What lies beside every recipe here: two small files, one that is too large with any other, and one that was cut off. */
    static final List<SmallFile> FILES = List.of(file("bench.lua", "return 1"), file("data/keys.txt", "a\nb\n"), file("large.bin", "x".repeat(256 << 10)),
            new SmallFile("cut.bin", "YQ=Q"));

    private Recipes() {
    }

    static RecipeReader reader() {
        return new RecipeReader(presets(), new ProfileTexts("/test-profiles"), Policy.OPEN);
    }

    static PresetLibrary presets() {
        return PresetLibrary.of(Map.of("store.yaml", resource("/test-presets/store.yaml"), "knock.yaml", resource("/test-presets/knock.yaml")));
    }

    static RecipeSubmitted submission(String text, String... overrides) {
        return new RecipeSubmitted(text, SOURCE, Mode.RUN, List.of(overrides), Map.of(), FILES, "/tmp/out", "tester", "/home/ada/recipes");
    }

    static SmallFile file(String name, String text) {
        return new SmallFile(name, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Reading read(String text, String... overrides) {
        return reader().read(submission(text, overrides));
    }

    static Reading.Accepted accepted(String text, String... overrides) {
        return switch (read(text, overrides)) {
            case Reading.Accepted accepted -> accepted;
            case Reading.Rejected rejected -> throw new AssertionError("Expected a valid recipe, but found " + rejected.problems());
        };
    }

    static List<String> problems(String text, String... overrides) {
        return switch (read(text, overrides)) {
            case Reading.Accepted accepted -> List.of();
            case Reading.Rejected rejected -> rejected.problems().stream().map(Object::toString).toList();
        };
    }

    static String resource(String name) {
        try (InputStream in = Recipes.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
