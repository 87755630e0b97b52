package assay.cli;

import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recipe as the user names it, and what is asked for with it. */
public final class RecipeFile {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final long LARGEST = 768 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecipeFile() {
    }

    /** A new run's id. */
    public static RunId newRun() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < RunId.LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new RunId(id.toString());
    }

    /** What is submitted. */
    static RecipeSubmitted submission(Path recipe, Mode mode, Path output, List<String> overrides, Map<String, String> labels) {
        String text = text(recipe);
        Path directory = recipe.toAbsolutePath().normalize().getParent();
        return new RecipeSubmitted(text, recipe.toString(), mode, overrides, labels, new NamedFiles(directory).of(text),
                output.toAbsolutePath().normalize().toString(), submitter(), directory.toString());
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

    /** Where a run's results go, absolute: as somebody said, else into a directory of its own. */
    static Path output(RunId run, Optional<Path> given) {
        return given.orElse(Path.of("runs", run.value())).toAbsolutePath().normalize();
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
