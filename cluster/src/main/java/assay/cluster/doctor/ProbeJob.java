package assay.cluster.doctor;

import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.Cluster.Submission;
import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.RemoteStore.Mode;
import assay.cluster.command.Commands;
import assay.events.ClusterState;
import assay.events.JobName;
import assay.events.RunId;
import assay.events.Token;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A small job that looks around on a node, or on two, and its run directory. It has a time limit of its own, so that it ends whatever becomes of us;
 * {@link #close} cancels it and removes the directory. Used by one thread; {@code close} by any.
 */
final class ProbeJob implements AutoCloseable {
    private static final Duration SUBMITTING = Duration.ofSeconds(30);
    private static final Duration ENDING = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LOOK_FAR = Duration.ofMillis(500);
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final int LONGEST = 64 << 10;
    private final Cluster cluster;
    private final Commands commands;
    private final InstantSource clock;
    private final Duration between;
    private final Duration look;
    private final Token token;
    private final String directory;
    private volatile Optional<JobRef> submitted = Optional.empty();

    /** What came of waiting: the job when it was as waited for, the file when it was there, neither when the time was over. */
    record Moment(Optional<ListedJob> job, Optional<String> file, Instant at) {
    }

    /** The queue is asked no more often than {@code between}. */
    ProbeJob(Cluster cluster, Commands commands, String runRoot, RunId id, InstantSource clock, Duration between) {
        this.between = between;
        // Where the queue may be asked only now and then, each look at a file costs something too.
        this.look = between.compareTo(LOOK_FAR.multipliedBy(2)) > 0 ? LOOK_FAR : LOOK;
        this.cluster = cluster;
        this.commands = commands;
        this.clock = clock;
        this.token = Token.of(new JobName("doctor"), 1, id, id.value().substring(0, 8));
        this.directory = runRoot + (runRoot.endsWith("/") ? "" : "/") + "assay-doctor-" + id;
    }

    String directory() {
        return directory;
    }

    Optional<JobRef> job() {
        return submitted;
    }

    /** Makes the directory and submits. */
    Submission submit(String script) {
        cluster.store().create(directory);
        cluster.store().furnish(directory);
        Submission submission = cluster.submit(new SubmitRequest(token, script, directory, clock.instant().plus(SUBMITTING)));
        if (submission instanceof Submission.Accepted accepted) {
            submitted = Optional.of(new JobRef(accepted.id(), token));
        }
        return submission;
    }

    /** Waits until the job has written a file or has ended, or the time is over. */
    Moment await(String path, Duration limit) throws InterruptedException {
        Moment moment = await(path, limit, job -> job.state().terminal());
        if (moment.job().isPresent() && moment.file().isEmpty()) {
            // What it wrote last may be seen later than its end.
            Thread.sleep(SETTLING);
            return new Moment(moment.job(), read(path), clock.instant());
        }
        return moment;
    }

    /** Waits until the job has written a file or does not wait in the queue any more, or the time is over. */
    Moment awaitStart(String path, Duration limit) throws InterruptedException {
        return await(path, limit, job -> job.state() != ClusterState.PENDING);
    }

    /** Files are looked for more often than the queue is asked. */
    private Moment await(String path, Duration limit, Predicate<ListedJob> condition) throws InterruptedException {
        Instant end = clock.instant().plus(limit);
        Instant ask = clock.instant().plus(between);
        while (true) {
            Optional<String> file = read(path);
            Instant at = clock.instant();
            if (file.isPresent() || at.isAfter(end)) {
                return new Moment(Optional.empty(), file, at);
            }
            if (at.isAfter(ask)) {
                ask = at.plus(between);
                Optional<ListedJob> job = listed().filter(condition);
                if (job.isPresent()) {
                    return new Moment(job, file, at);
                }
            }
            Thread.sleep(look);
        }
    }

    Optional<ListedJob> listed() {
        return submitted.flatMap(ref -> cluster.find(token).stream().filter(job -> job.id().equals(ref.id())).findFirst());
    }

    /** The last that it printed; empty when there is nothing. */
    String log() {
        return submitted.flatMap(ref -> read("logs/" + token + "." + ref.id() + ".log")).map(String::strip).orElse("");
    }

    private Optional<String> read(String path) {
        try {
            return cluster.store().get(directory, path, 0, LONGEST).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        } catch (UncheckedIOException unseen) {
            return Optional.empty();
        }
    }

    void write(String path) {
        cluster.store().put(directory, path, new byte[0], Mode.NORMAL);
    }

    /** Cancels it where it still lives, and removes its directory. */
    @Override
    public void close() {
        try {
            submitted.ifPresent(this::end);
        } finally {
            Answer.of(commands, List.of("rm", "-rf", "--", directory));
        }
    }

    private void end(JobRef ref) {
        Instant limit = clock.instant().plus(ENDING);
        try {
            if (lives()) {
                cluster.cancel(ref);
            }
            while (lives() && clock.instant().isBefore(limit)) {
                Thread.sleep(between);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean lives() {
        return listed().filter(job -> !job.state().terminal()).isPresent();
    }
}
