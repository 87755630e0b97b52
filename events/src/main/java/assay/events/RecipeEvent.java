package assay.events;

import java.util.List;
import java.util.Map;

/** Requests in {@code assay.recipes}. Anybody may write them; a bare producer needs only the key and the JSON. */
public sealed interface RecipeEvent extends Event {

    /** What is asked for: carry the run through, only plan it, or only bring to the cluster what its jobs need. */
    enum Mode {
        RUN, PLAN, STAGE
    }

    /** A small file beside the recipe that travels in the event (at most 256 KiB in all), base64. */
    record SmallFile(String name, String base64) {
    }

    /**
     * Somebody asked for a run. The first submission with a run id wins.
     *
     * @param text            the recipe as written, YAML
     * @param sourceName      how problems name the recipe, usually its file name
     * @param mode            run, plan or stage
     * @param overrides       {@code path=value} settings from the command line
     * @param labels          the user's own labels
     * @param files           small files that the recipe names
     * @param outputDirectory absolute path where results go
     * @param submitter       who asked, for the record; not a proof of identity
     * @param directory       absolute path of the directory that holds the recipe, to which its paths of images are relative; empty: it has none
     */
    record RecipeSubmitted(String text, String sourceName, Mode mode, List<String> overrides, Map<String, String> labels,
            List<SmallFile> files, String outputDirectory, String submitter, String directory) implements RecipeEvent {
        public RecipeSubmitted {
            overrides = List.copyOf(overrides);
            labels = Copies.ordered(labels);
            files = List.copyOf(files);
        }

        /** A text that lies in no directory. */
        public RecipeSubmitted(String text, String sourceName, Mode mode, List<String> overrides, Map<String, String> labels, List<SmallFile> files,
                String outputDirectory, String submitter) {
            this(text, sourceName, mode, overrides, labels, files, outputDirectory, submitter, "");
        }
    }

    /**
     * Somebody asked to cancel a run.
     *
     * @param reason why, in their words; may be empty
     * @param by     who
     * @param interrupt true when the person who started the run interrupted it (Ctrl-C), which has an exit code of its own
     */
    record RunCancelRequested(String reason, String by, boolean interrupt) implements RecipeEvent {
    }

    /**
     * Somebody asked to run an old run again, as a new one with its recorded inputs.
     *
     * @param original        the old run
     * @param from            the first step to be done anew, see {@link RerunStep}; empty: {@code run}
     * @param outputDirectory absolute path where the new run's results go
     * @param by              who asked, for the record
     */
    record RerunRequested(RunId original, String from, String outputDirectory, String by) implements RecipeEvent {
    }
}
