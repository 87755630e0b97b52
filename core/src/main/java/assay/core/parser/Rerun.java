package assay.core.parser;

import assay.events.Envelope;
import assay.events.JobEvent;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RecipeRejected;
import assay.events.JobEvent.RunRequested;
import assay.events.Origin;
import assay.events.Problem;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RerunStep;
import assay.events.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what a request to run an old run again comes to, from what the log holds of the old run. Confined to one call of {@link #of}. */
public final class Rerun {
    private final RunId run;
    private final RerunRequested request;
    private final List<Envelope> log;
    private final String from;

    private Rerun(RunId run, RerunRequested request, List<Envelope> log) {
        this.run = run;
        this.request = request;
        this.log = log;
        this.from = request.from().isEmpty() ? RerunStep.RUN.word() : request.from();
    }

    /**
     * The first events of the new run.
     *
     * @param run the new run
     * @param log the original's events; none when there is no such run
     */
    public static RecipeRead of(RunId run, RerunRequested request, List<Envelope> log) {
        return new RecipeRead(run, new Rerun(run, request, log).events());
    }

    private List<JobEvent> events() {
        Optional<RecipeSubmitted> recorded = first(RunRequested.class).map(RunRequested::submission);
        RecipeSubmitted submission = recorded.map(this::again).orElseGet(this::nothing);
        List<JobEvent> events = new ArrayList<>();
        events.add(new RunRequested(submission, new Origin(request.original().value(), from)));
        verdict(recorded.isPresent(), submission.sourceName()).ifPresent(events::add);
        return events;
    }

    private Optional<JobEvent> verdict(boolean known, String source) {
        Optional<RerunStep> step = RerunStep.named(from);
        if (!known) {
            return rejected(source, "there is no run " + request.original() + " in this log", "a request must give the id in full; `assay list` shows all runs");
        }
        if (step.isEmpty()) {
            return rejected(source, "no run can be repeated from '" + from + "' on",
                    "name parse, schedule or run; a report alone needs no new run: `assay rerun " + request.original() + " --from report`");
        }
        return switch (step.get()) {
            case PARSE -> Optional.empty();
            case SCHEDULE, RUN -> first(RecipeAccepted.class).<JobEvent>map(accepted -> accepted).or(() -> rejected(source,
                    "the recipe of run " + request.original() + " was never accepted, so there is nothing to go on from", "repeat it with --from parse"));
        };
    }

    private Optional<JobEvent> rejected(String source, String message, String hint) {
        return Optional.of(new RecipeRejected(List.of(new Problem(source, 0, 0, message, hint))));
    }

    private RecipeSubmitted again(RecipeSubmitted old) {
        return new RecipeSubmitted(old.text(), old.sourceName(), Mode.RUN, old.overrides(), old.labels(), old.files(), outputDirectory(old.outputDirectory()),
                request.by(), old.directory());
    }

    /** Beside the original's results where the request names no place. */
    private String outputDirectory(String old) {
        return request.outputDirectory().isEmpty() ? old.substring(0, old.lastIndexOf('/') + 1) + run : request.outputDirectory();
    }

    private RecipeSubmitted nothing() {
        return new RecipeSubmitted("", "rerun of " + request.original(), Mode.RUN, List.of(), Map.of(), List.of(), request.outputDirectory(), request.by());
    }

    private <E extends JobEvent> Optional<E> first(Class<E> kind) {
        return log.stream().map(Envelope::event).filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
