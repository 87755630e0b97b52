package assay.core.view;

import assay.events.Envelope;
import assay.events.FileFact;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.SubmissionIntended;
import assay.events.Token;
import assay.events.recipe.Location;
import java.util.List;
import java.util.Optional;

/**
 * Where the files of a run lie, as far as its events tell.
 *
 * @param outputDirectory where its results go, as the services see it
 * @param location        of its cluster; empty while none was found
 * @param runDirectory    on the cluster's file system; empty while there is none
 * @param attempts        every attempt of a job, in the order they were begun
 */
public record RunFiles(String outputDirectory, Optional<Location> location, String runDirectory, List<Attempt> attempts) {
    /** Of a run of which nothing was begun. */
    public static final RunFiles NONE = new RunFiles("", Optional.empty(), "", List.of());
    private static final String LOGS = "logs/";

    public RunFiles {
        attempts = List.copyOf(attempts);
    }

    /**
     * An attempt of a job.
     *
     * @param over whether it is over: then its logs are all that it left
     * @param logs names below {@code logs/}, with size and sha256
     */
    public record Attempt(Token token, boolean over, List<FileFact> logs) {
        public Attempt {
            logs = List.copyOf(logs);
        }
    }

    /** Of a run's events. */
    public static RunFiles of(List<Envelope> events) {
        History history = new History(events);
        Optional<ClusterObserved> cluster = history.all(ClusterObserved.class).filter(observed -> observed.usable() && !observed.runDirectory().isEmpty()).findFirst();
        return new RunFiles(history.run().submission().outputDirectory(), cluster.map(observed -> new Location(observed.adapter(), history.connect())),
                cluster.map(ClusterObserved::runDirectory).orElse(""),
                history.all(SubmissionIntended.class).map(SubmissionIntended::token).distinct().map(token -> attempt(token, history)).toList());
    }

    private static Attempt attempt(Token token, History history) {
        Optional<JobEnded> end = history.all(JobEnded.class).filter(event -> event.token().equals(token)).findFirst();
        return new Attempt(token, end.isPresent(), end.stream().flatMap(event -> event.files().stream()).filter(file -> file.path().startsWith(LOGS))
                .map(file -> new FileFact(file.path().substring(LOGS.length()), file.bytes(), file.sha256())).toList());
    }
}
