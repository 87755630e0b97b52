package assay.cluster.staging;

import assay.cluster.ArtifactStore.Fetcher;
import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.Cluster.Submission;
import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.ClusterSilentException;
import assay.cluster.command.CommandResult;
import assay.events.ClusterState;
import assay.events.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A small job of the cluster that runs one program in a directory of the cache. Its name is a token of the run, so that everybody knows whose it is; what an
 * earlier server left under the same token is ended first. It ends by itself when nobody has renewed its lease for some minutes.
 */
public final class FetchJob implements Fetcher {
    private static final Duration SUBMISSION = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration BETWEEN_QUERIES = Duration.ofSeconds(5);
    private static final String BODY = body();
    private final Cluster cluster;
    private final Token token;
    private final List<String> directives;
    private final List<String> setup;

    /**
     * A job to be.
     *
     * @param directives lines for the cluster
     * @param setup      bash lines that run first
     */
    public FetchJob(Cluster cluster, Token token, List<String> directives, List<String> setup) {
        this.cluster = cluster;
        this.token = token;
        this.directives = List.copyOf(directives);
        this.setup = List.copyOf(setup);
    }

    @Override
    public CommandResult run(List<String> arguments, Map<String, String> variables, Path place) throws IOException, InterruptedException {
        end();
        Files.createDirectories(place.resolve("logs"));
        renew(place);
        Instant deadline = Instant.now().plus(SUBMISSION);
        try {
            return switch (cluster.submit(new SubmitRequest(token, script(arguments, variables), place.toString(), deadline))) {
                case Submission.Refused(var kind, var message) -> new CommandResult.NotStarted("the cluster does not take the job that stages it: " + message);
                case Submission.Accepted(var id) -> await(place, Instant.now());
                case Submission.Ambiguous(var message) -> await(place, deadline);
            };
        } finally {
            end();
        }
    }

    private String script(List<String> arguments, Map<String, String> variables) {
        List<String> lines = new ArrayList<>(List.of("#!/bin/bash -l", "# Assay's job that brings what the jobs of a run need into the cache, before any of them is submitted."));
        lines.addAll(directives);
        lines.addAll(setup);
        variables.forEach((name, value) -> lines.add("export " + name + "=" + quoted(value)));
        lines.add("program=(" + arguments.stream().map(FetchJob::quoted).collect(Collectors.joining(" ")) + ")");
        return String.join("\n", lines) + "\n" + BODY;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Until it has said how its program ended, or is no more; before this instant the cluster may not know it yet. */
    private CommandResult await(Path place, Instant known) throws IOException, InterruptedException {
        Instant asked = Instant.now();
        boolean missing = false;
        while (!Files.exists(place.resolve("code"))) {
            if (asked.plus(BETWEEN_QUERIES).isBefore(Instant.now())) {
                asked = Instant.now();
                renew(place);
                Optional<List<ListedJob>> jobs = look();
                boolean gone = known.isBefore(asked) && jobs.filter(found -> found.stream().allMatch(job -> job.state().terminal())).isPresent();
                if (gone && missing) {
                    String why = jobs.orElseThrow().stream().findFirst().map(FetchJob::ending).orElse("is not known to the cluster");
                    return new CommandResult.CutOff("the job that stages it " + why + said(place, "err"));
                }
                missing = gone;
            }
            Thread.sleep(PAUSE);
        }
        return new CommandResult.Ended(Integer.parseInt(Files.readString(place.resolve("code")).strip()), said(place, "out"), said(place, "err"));
    }

    /** Empty when nobody answers: the job may be at work all the same. */
    private Optional<List<ListedJob>> look() throws InterruptedException {
        try {
            return Optional.of(cluster.find(token));
        } catch (ClusterSilentException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("given up while the cluster was asked");
            }
            return Optional.empty();
        }
    }

    private static String ending(ListedJob job) {
        return "(" + job.id() + ") ended as " + job.word() + (job.reason().isEmpty() ? "" : ": " + job.reason()) + "; ";
    }

    private static String said(Path place, String name) throws IOException {
        Path file = place.resolve(name);
        return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }

    /** What the job looks at is that it changes. */
    private static void renew(Path place) throws IOException {
        Files.writeString(place.resolve("lease"), Instant.now().toString());
    }

    /** Ends whatever bears the token, and returns when it has ended, however often the thread is interrupted; that it was is seen afterwards. */
    public void end() {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            interrupted |= Thread.interrupted();
            try {
                ended = ended();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ClusterSilentException e) {
                if (!Thread.interrupted()) {
                    throw e;
                }
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended() throws InterruptedException {
        List<ListedJob> alive = cluster.find(token).stream().filter(job -> !job.state().terminal()).toList();
        alive.stream().filter(job -> job.state() != ClusterState.COMPLETING).forEach(job -> cluster.cancel(new JobRef(job.id(), token)));
        if (!alive.isEmpty()) {
            Thread.sleep(PAUSE);
        }
        return alive.isEmpty();
    }

    private static String body() {
        try (InputStream stream = Optional.ofNullable(FetchJob.class.getResourceAsStream("fetch.sh")).orElseThrow()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
