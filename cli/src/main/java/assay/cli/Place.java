package assay.cli;

import java.nio.file.Path;

/**
 * Where a run's results are, as somebody finds them from here.
 *
 * @param directory of all
 * @param page      of the report
 */
record Place(String directory, String page) {
    /** In a directory of this machine. */
    static Place here(Path output) {
        return new Place(shown(output), shown(output.resolve("report").resolve("report.html")));
    }

    /** A path as the user would write it here. */
    static String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) && !path.equals(here) ? here.relativize(path).toString() : path.toString();
    }
}
