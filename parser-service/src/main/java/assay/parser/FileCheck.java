package assay.parser;

import assay.events.RecipeEvent.SmallFile;
import assay.parser.Node.Scalar;
import assay.parser.Node.Sequence;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks for the files that services and clients name among those that came with the recipe. */
final class FileCheck {
    private static final int MOST_BYTES = 256 << 10;
    private final Map<String, SmallFile> submitted = new LinkedHashMap<>();
    private final Map<String, SmallFile> named = new LinkedHashMap<>();
    private final Problems problems;
    private long bytes;

    FileCheck(List<SmallFile> submitted, Problems problems) {
        submitted.forEach(file -> this.submitted.putIfAbsent(file.name(), file));
        this.problems = problems;
    }

    void check(List<Job> jobs) {
        jobs.forEach(job -> items(job).forEach(item -> check(job.path() + ".files: ", item)));
    }

    /** The files that jobs name, each once; what came beside them is left behind. */
    List<SmallFile> named() {
        return List.copyOf(named.values());
    }

    /** What stands in a job's list of files and has the form of one. */
    static List<Scalar> items(Job job) {
        return job.keys().value("files").filter(Sequence.class::isInstance).map(Sequence.class::cast).stream().flatMap(list -> list.items().stream())
                .filter(Scalar.class::isInstance).map(Scalar.class::cast).filter(item -> JobKeys.FILE.complaint(item.text()).isEmpty()).toList();
    }

    private void check(String path, Scalar item) {
        SmallFile file = submitted.get(item.text());
        if (file == null) {
            problems.add(item.place(), path + "there is no file " + Quoted.of(item.text()) + " beside the recipe");
        } else if (named.putIfAbsent(file.name(), file) == null) {
            weigh(path, item, file);
        }
    }

    private void weigh(String path, Scalar item, SmallFile file) {
        try {
            long before = bytes;
            bytes += Base64.getDecoder().decode(file.base64()).length;
            if (before <= MOST_BYTES && bytes > MOST_BYTES) {
                problems.add(item.place(), path + "with " + Quoted.of(file.name()) + " the files are larger than 256 KiB together",
                        "put data on the cluster's file system and name its path");
            }
        } catch (IllegalArgumentException damaged) {
            problems.add(item.place(), path + "the file " + Quoted.of(file.name()) + " did not arrive whole", "submit the recipe again");
        }
    }
}
