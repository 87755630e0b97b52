package assay.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The user's own secrets on this machine: one file each, which nobody but its owner may touch. What a secret is stands in no message. Keeps
 * nothing; used from several threads.
 */
final class SecretFiles {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String PRIVATE = "---";
    /** What a variable of a program may hold, and more than a secret is long. */
    private static final int MOST_BYTES = 64 * 1024;
    private final Path directory;

    SecretFiles(Path directory) {
        this.directory = directory;
    }

    /** Why these secrets cannot be had, and what to do about each; nothing when they can. */
    List<String> obstacles(List<String> names) {
        return names.stream().map(this::obstacle).flatMap(Optional::stream).toList();
    }

    /**
     * A secret as it stands in its file.
     *
     * @throws UncheckedIOException with the reason when it cannot be had
     */
    byte[] read(String name) {
        Optional<String> obstacle = obstacle(name);
        if (obstacle.isPresent()) {
            throw new UncheckedIOException(obstacle.get(), new IOException(obstacle.get()));
        }
        try {
            return Files.readAllBytes(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(unreadable(name), e);
        }
    }

    private Optional<String> obstacle(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("the secret '" + name + "' has no name that a file can bear: letters, digits, '.', '_' and '-'");
        }
        Path file = directory.resolve(name);
        try {
            return unsafe(name, file, Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.of("the secret " + name + " is missing: write it into " + file + ", and then run: chmod 600 " + shown(file));
        } catch (IOException e) {
            return Optional.of(unreadable(name));
        }
    }

    private Optional<String> unsafe(String name, Path file, PosixFileAttributes found) throws IOException {
        String permissions = PosixFilePermissions.toString(found.permissions());
        if (!found.isRegularFile()) {
            return Optional.of("the secret " + name + " must stand in a regular file, but " + file + " is none: put a file there");
        } else if (!permissions.endsWith(PRIVATE + PRIVATE)) {
            return Optional.of("the secret " + name + " is open to others than its owner (" + permissions + "): run: chmod 600 " + shown(file));
        } else if (!Files.isReadable(file)) {
            return Optional.of(unreadable(name));
        } else if (found.size() == 0 || found.size() > MOST_BYTES) {
            return Optional.of("the secret " + name + " must have 1 to " + MOST_BYTES + " bytes, but " + file + " has " + found.size());
        }
        return zero(file) ? Optional.of("the secret " + name + " holds a NUL character, which no variable can: write another one into " + file) : Optional.empty();
    }

    private static boolean zero(Path file) throws IOException {
        for (byte value : Files.readAllBytes(file)) {
            if (value == 0) {
                return true;
            }
        }
        return false;
    }

    private String unreadable(String name) {
        return "the secret " + name + " cannot be read from " + directory.resolve(name) + ": make it readable for the user that runs Assay";
    }

    /** The file as it may be typed into a shell. */
    private static String shown(Path file) {
        String text = file.toString();
        return text.matches("[A-Za-z0-9/._-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
