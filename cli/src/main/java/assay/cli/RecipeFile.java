package assay.cli;

import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** A recipe as the user names it, and what is asked for with it. */
final class RecipeFile {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final long LARGEST = 768 * 1024;
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

    /** What is submitted; the output directory is made when the recipe can be read. */
    static RecipeSubmitted submission(Path recipe, Path output, List<String> overrides, Map<String, String> labels) {
        String text = text(recipe);
        return new RecipeSubmitted(text, recipe.toString(), Mode.RUN, overrides, labels, List.of(), output(output).toString(), submitter());
    }

    private static String text(Path recipe) {
        try {
            if (Files.isDirectory(recipe)) {
                throw new MisuseException(recipe + " is a directory; name a recipe, a YAML file");
            }
            if (Files.size(recipe) > LARGEST) {
                throw new RefusedException("the recipe " + recipe + " has " + Files.size(recipe) + " bytes; " + LARGEST + " is the most that a recipe may have");
            }
            return Files.readString(recipe, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new MisuseException("there is no recipe " + recipe);
        } catch (MalformedInputException e) {
            throw new RefusedException("the recipe " + recipe + " is not UTF-8 text");
        } catch (IOException e) {
            throw new MisuseException("the recipe " + recipe + " cannot be read: " + e);
        }
    }

    /** The directory for results: new or empty. */
    static Path output(Path wanted) {
        Path output = wanted.toAbsolutePath().normalize();
        try {
            Files.createDirectories(output);
            try (var files = Files.list(output)) {
                if (files.findAny().isPresent()) {
                    throw new RefusedException("the output directory " + output + " is not empty. Name another one with --output-dir.");
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException("the output directory " + output + " cannot be made: " + e.getFile() + " is a file. Name another one with --output-dir.");
        } catch (IOException e) {
            throw new RefusedException("the output directory " + output + " cannot be made or read by " + System.getProperty("user.name") + " (" + e
                    + "). Name another one with --output-dir.");
        }
        if (!Files.isWritable(output)) {
            throw new RefusedException("the output directory " + output + " cannot be written by " + System.getProperty("user.name")
                    + ". Name another one with --output-dir.");
        }
        return output;
    }

    /** Who asks, for the record. */
    static String submitter() {
        try {
            return System.getProperty("user.name") + "@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return System.getProperty("user.name");
        }
    }
}
