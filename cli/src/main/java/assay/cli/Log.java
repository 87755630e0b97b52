package assay.cli;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.JobEvent.SubmissionIntended;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.DataDirectoryInUseException;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.EmbeddedBroker;
import assay.log.Endpoint;
import assay.log.LogUnavailableException;
import assay.log.TopicReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that stands in the inbox and the log of record, read once. Where no server is live, a broker alone is started in this process for as long
 * as the reading takes: no Assay service runs, and nothing is done to any run.
 */
final class Log {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MOST_NAMED = 5;
    private final Runs runs = Runs.of("");
    private final List<Envelope> events = new ArrayList<>();

    private Log() {
    }

    /** Reads the log of a data directory; empty when there is none. */
    static Log read(Path dataDirectory) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<Endpoint> live = new Servers(dataDirectory).live();
            if (live.isPresent()) {
                Optional<Log> log = ofLive(live.get());
                if (log.isPresent()) {
                    return log.get();
                }
                continue;
            }
            if (!EmbeddedBroker.worksOn(dataDirectory)) {
                return new Log();
            }
            try (EmbeddedBroker broker = EmbeddedBroker.startUnlisted(dataDirectory, Build.id())) {
                return of(broker.endpoint());
            } catch (DataDirectoryInUseException e) {
                // A server that starts or stops, or another command that reads: each is a matter of seconds.
                if (Instant.now().isAfter(limit)) {
                    throw new LogUnavailableException("The data directory " + dataDirectory + " has been in use for " + PATIENCE.toSeconds()
                            + " s by a process that serves nobody; `fuser " + dataDirectory.resolve("server.lock") + "` names it.", e);
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    /** Empty when the server was killed a moment ago, or is while it is read. */
    private static Optional<Log> ofLive(Endpoint endpoint) {
        try {
            return Optional.of(of(endpoint));
        } catch (LogUnavailableException e) {
            if (endpoint.live()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Reads the log of a live broker. */
    static Log of(Endpoint endpoint) {
        Log log = new Log();
        TopicReader.read(endpoint.settings(), List.of(Topic.RECIPES, Topic.JOBS), log::take);
        return log;
    }

    private void take(Entry entry) {
        runs.take(entry);
        if (entry instanceof Entry.Readable(var position, var envelope) && position.topic() == Topic.JOBS) {
            events.add(envelope);
        }
    }

    /** All runs. */
    Runs runs() {
        return runs;
    }

    /** A run's events, in log order. */
    List<Envelope> events(RunId run) {
        return events.stream().filter(envelope -> envelope.run().equals(run)).toList();
    }

    /** How this log has named itself in tokens: once, or not at all while nothing was submitted. */
    Set<String> logIds() {
        return events.stream().map(Envelope::event).filter(SubmissionIntended.class::isInstance).map(event -> ((SubmissionIntended) event).token().logId())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Their ids, shortened. */
    ShortIds ids() {
        return ShortIds.among(runs.all().stream().map(Run::id).toList());
    }

    /** The runs that a server would have to do something for. */
    List<RunId> unfinished() {
        return runs.all().stream().filter(run -> !run.finished() || run.reportDue()).map(Run::id).toList();
    }

    /** The run that somebody means: a unique beginning of its id, or {@code latest}. */
    Run run(String name) {
        RunId id = id(name);
        return runs.run(id).orElseThrow(() -> new MisuseException("run " + id + " was submitted, but no server has taken it up yet; `assay watch " + id
                + "` waits for that"));
    }

    /** The id that somebody means, of a run that may still stand in the inbox. */
    RunId id(String name) {
        List<RunId> all = Stream.concat(runs.all().stream().map(Run::id), runs.inbox().submissions().keySet().stream()).toList();
        if (name.equals("latest")) {
            return all.stream().reduce((first, second) -> second)
                    .orElseThrow(() -> new MisuseException("there is no run yet; `assay run RECIPE` makes one"));
        }
        List<RunId> found = all.stream().filter(id -> id.value().startsWith(name)).toList();
        if (found.isEmpty()) {
            throw new MisuseException("there is no run '" + name + "'; `assay list` shows all");
        }
        if (found.size() > 1) {
            throw new MisuseException("'" + name + "' may mean " + String.join(", ", found.stream().limit(MOST_NAMED).map(RunId::value).toList())
                    + (found.size() > MOST_NAMED ? " and " + (found.size() - MOST_NAMED) + " more" : "") + "; give more of the id");
        }
        return found.getFirst();
    }
}
