package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** One of several runs at a place of work: {@code assay run} under way, with results of its own, so that runs may go on at the same time. */
final class Trial {
    static final Duration LIMIT = Duration.ofSeconds(150);
    private final Workbench workbench;
    private final Started command;
    private final Path output;

    private Trial(Workbench workbench, Started command, Path output) {
        this.workbench = workbench;
        this.command = command;
        this.output = output;
    }

    /** Runs a recipe; the name tells it from the others of its place. */
    static Trial start(Workbench workbench, String name, String recipe, String... further) throws IOException {
        return of(workbench, name, workbench.recipe(name + ".yaml", recipe), List.of(further));
    }

    /** Runs the shipped PostgreSQL recipe, made short, with these settings. */
    static Trial shipped(Workbench workbench, String name, String... settings) {
        return shippedAs("postgresql.yaml", workbench, name, settings);
    }

    /** The same with another recipe that comes with the program, of the same service and client. */
    static Trial shippedAs(String recipe, Workbench workbench, String name, String... settings) {
        List<String> further = new ArrayList<>(Recipes.SHORT);
        List.of(settings).forEach(setting -> further.addAll(List.of("--set", setting)));
        return of(workbench, name, workbench.installation().recipe(recipe).toString(), further);
    }

    /** Runs a recipe of this file, with further words of the command line. */
    static Trial of(Workbench workbench, String name, String recipe, List<String> further) {
        Path output = workbench.directory().resolve("out-" + name);
        List<String> words = new ArrayList<>(List.of("run", recipe, "-o", output.toString()));
        words.addAll(further);
        return new Trial(workbench, workbench.startAssay(words.toArray(String[]::new)), output);
    }

    Path output() {
        return output;
    }

    /** As much of its id as was told. */
    String id() {
        return await("run ([a-z0-9]{6,})   output ");
    }

    /** The cluster's number of a job, once it has it. */
    String clusterJob(String job) {
        return await("\\b" + job + ": submitted as job (\\d+)");
    }

    /** Waits until the console tells this. */
    void awaitTold(String words) {
        await("(" + Pattern.quote(words) + ")");
    }

    /** Waits until a job has said so much in its event files. */
    Trial awaitReport(String job, String words) {
        Eventually.await(job + " reports " + words, LIMIT, () -> EventFiles.of(output, job).stream().anyMatch(text -> text.contains(words)));
        return this;
    }

    /** Waits until the client is in its first window. */
    Trial awaitMeasuring() {
        return awaitReport("load", "\"phase\":\"measure\"");
    }

    private String await(String pattern) {
        Eventually.await("the console tells " + pattern, LIMIT, () -> found(pattern).isPresent() || !command.alive());
        return found(pattern).orElseThrow(() -> new AssertionError("Expected " + pattern + " in\n" + command.transcript()));
    }

    private Optional<String> found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(command.said());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** As Ctrl-C does. */
    void interrupt() {
        command.interrupt();
    }

    RunEvents events() {
        return RunEvents.parse(workbench.assay("events", id(), "--json").out());
    }

    /** Waits for its end. */
    Ended await() {
        return command.await(LIMIT);
    }

    /** Fails unless it ends with this exit code and tells these words, closed in order and with nothing left. */
    RunEvents assertEnds(int exitCode, String... words) {
        RunEvents events = assertCloses(exitCode, words);
        Leftovers.assertNone(events.run(), output);
        return events;
    }

    /** Fails unless it ends with one of these exit codes, closed in order and with nothing left. */
    RunEvents assertEndsAs(Set<Integer> exitCodes) {
        RunEvents events = closes(exitCodes);
        Leftovers.assertNone(events.run(), output);
        return events;
    }

    /** Fails unless it ends with this exit code and tells these words, closed in order. */
    RunEvents assertCloses(int exitCode, String... words) {
        return closes(Set.of(exitCode), words);
    }

    private RunEvents closes(Set<Integer> exitCodes, String... words) {
        Ended ended = await();
        assertThat(ended.exitCode()).as(ended.console()).isIn(exitCodes);
        assertThat(List.of(words)).as(ended.console()).allMatch(ended.console()::contains);
        RunEvents events = events();
        Closing.assertEnd(events);
        return events;
    }

    /** Fails unless the run failed, for these words. */
    RunEvents assertFails(String... words) {
        RunEvents events = assertEnds(3, words);
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo("FAILED");
        assertThat(verdict(events)).isEqualTo("INVALID");
        return events;
    }

    /** Fails unless it was carried through to this verdict. */
    RunEvents assertCarriedThrough(int exitCode, String verdict) {
        RunEvents events = assertEnds(exitCode);
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo("COMPLETED");
        assertThat(verdict(events)).isEqualTo(verdict);
        Closing.assertWhole(events, "load", "web");
        return events;
    }

    /** Fails unless the numbers may be believed; on a busy machine short windows may differ more than is well, and nothing else may be doubtful. */
    RunEvents assertMeasured(String... words) {
        RunEvents events = assertEnds(0, words);
        assertThat(events.data("report.published").path("reasons").valueStream().map(JsonNode::asString)).allMatch(reason -> reason.contains("windows agree"));
        return events;
    }

    static String verdict(RunEvents events) {
        return events.data("report.published").path("verdict").asString();
    }
}
