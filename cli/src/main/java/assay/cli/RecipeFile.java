package assay.cli;

import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** A recipe as the user names it, and what is asked for with it. */
final class RecipeFile {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecipeFile() {
    }

    /** A new run's id. */
    static RunId newRun() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < RunId.LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new RunId(id.toString());
    }

    /** What is submitted. */
    static RecipeSubmitted submission(Path recipe, Path output, List<String> overrides, Map<String, String> labels) {
        try {
            String text = Files.readString(recipe, StandardCharsets.UTF_8);
            return new RecipeSubmitted(text, recipe.toString(), Mode.RUN, overrides, labels, List.of(), output.toString(), submitter());
        } catch (NoSuchFileException e) {
            throw new MisuseException("there is no recipe " + recipe);
        } catch (IOException e) {
            throw new MisuseException("cannot read the recipe " + recipe + ": " + e.getMessage());
        }
    }

    /** The directory for results: new or empty. */
    static Path output(Path wanted) {
        Path output = wanted.toAbsolutePath().normalize();
        try {
            if (Files.exists(output)) {
                try (var files = Files.list(output)) {
                    if (files.findAny().isPresent()) {
                        throw new RefusedException("the output directory " + output + " is not empty. Name another one with --output-dir.");
                    }
                }
            }
            Files.createDirectories(output);
        } catch (IOException e) {
            throw new RefusedException("the output directory " + output + " cannot be written: " + e.getMessage());
        }
        if (!Files.isWritable(output)) {
            throw new RefusedException("the output directory " + output + " cannot be written by " + System.getProperty("user.name"));
        }
        return output;
    }

    static String submitter() {
        try {
            return System.getProperty("user.name") + "@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return System.getProperty("user.name");
        }
    }
}
