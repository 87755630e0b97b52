package assay.cluster.ssh;

import java.nio.file.Path;
import java.util.List;

/**
 * A place in a run directory of the other side, in the contract's form; whether a link leads out of the directory is looked at there.
 *
 * @param directory the place's own, below the run directory; {@code .} for the run directory
 */
record RunPlace(String runDirectory, String directory, String name) {

    /** The run directory itself, as text. */
    static String directory(String runDirectory) {
        Path path = Path.of(runDirectory);
        if (!path.isAbsolute() || !path.equals(path.normalize()) || !plain(runDirectory)) {
            throw new IllegalArgumentException("Expected the absolute path of a run directory, but found '" + runDirectory + "'");
        }
        return runDirectory;
    }

    /** A place below it. */
    static RunPlace below(String runDirectory, String path) {
        Path relative = Path.of(path);
        if (path.isEmpty() || relative.isAbsolute() || !relative.equals(relative.normalize()) || relative.startsWith("..") || !plain(path)) {
            throw new IllegalArgumentException("Expected a path below the run directory " + runDirectory + ", but found '" + path + "'");
        }
        return new RunPlace(directory(runDirectory), relative.getParent() == null ? "." : relative.getParent().toString(), relative.getFileName().toString());
    }

    /** All of it. */
    static RunPlace whole(String runDirectory) {
        return new RunPlace(directory(runDirectory), ".", ".");
    }

    /** What stands on a line for each file must not hold a line break. */
    private static boolean plain(String path) {
        return path.chars().noneMatch(Character::isISOControl);
    }

    String relative() {
        return directory.equals(".") ? name : directory + "/" + name;
    }

    String path() {
        return name.equals(".") ? runDirectory : runDirectory + "/" + relative();
    }

    /** The three words by which the functions know it. */
    String words() {
        return ShellWords.of(List.of(runDirectory, directory, name));
    }
}
