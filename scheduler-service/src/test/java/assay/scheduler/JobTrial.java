package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import assay.events.JobEvent.JobScripted;
import assay.events.recipe.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One run directory in which scripts run as real bash, with the variables that Slurm would set. Ends what it started. */
final class JobTrial implements AutoCloseable {
    /** Of this test run alone: a job ends whatever on this machine bears its token, so that of another test run, too. */
    private static final String RUN = String.format(".%010d.l0g1d234.assay", ProcessHandle.current().pid());
    static final String TOKEN = "db-a1" + RUN;
    private static final Pattern MEMBER = Pattern.compile("\"([a-z0-9_]+)\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final int LIMIT_MILLIS = 20_000;

    private final Path run;
    private final Path scratchRoot;
    private final List<Process> processes = new ArrayList<>();

    JobTrial(Path directory) throws IOException {
        run = Files.createDirectories(directory.resolve("run"));
        scratchRoot = Files.createDirectories(directory.resolve("scratch"));
        for (String name : List.of("endpoints", "lease", "stop", "secrets", "logs")) {
            Files.createDirectory(run.resolve(name));
        }
        age("lease/runner", 0);
    }

    /** Leases of a minute, looked at each second. */
    ScriptConfig config() {
        return new ScriptConfig(60, 1, 20_000, 12_000);
    }

    /** Scratch inside the test's own directory. */
    Site site() {
        return new Site("slurm", "slurm", true, "", scratchRoot.toString(), List.of(), false, Map.of());
    }

    Path file(String name) {
        return run.resolve(name);
    }

    void write(String name, String text) throws IOException {
        Files.writeString(run.resolve(name), text);
    }

    /** Makes a file that was touched so many seconds ago. */
    void age(String name, long seconds) throws IOException {
        Path file = run.resolve(name);
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    Process start(JobScripted job, String id, Map<String, String> more) throws IOException {
        Path script = Files.writeString(run.resolve("logs").resolve(id + ".sh"), job.script());
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString()).directory(run.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SLURM") || name.startsWith("ASSAY"));
        builder.environment().putAll(Map.of("SLURM_JOB_ID", id, "SLURM_JOB_NAME", TOKEN, "SLURMD_NODENAME", "n1"));
        builder.environment().putAll(more);
        Process process = builder.redirectErrorStream(true).redirectOutput(run.resolve("logs").resolve(id + ".log").toFile()).start();
        processes.add(process);
        return process;
    }

    /** As the job of a plan that it is, with a token of its own. */
    Process startNamed(JobScripted job) throws IOException {
        return start(job, Integer.toString(5000 + processes.size()), Map.of("SLURM_JOB_NAME", token(job)));
    }

    static String token(JobScripted job) {
        return job.job() + "-a1" + RUN;
    }

    Process start(JobScripted job) throws IOException {
        return start(job, "4711", Map.of());
    }

    int exit(Process process) throws InterruptedException {
        assertThat(process.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS)).as("ended in time; log: %s", log()).isTrue();
        return process.exitValue();
    }

    /** The first event of a type, waited for while the job lives. */
    Map<String, String> await(Process process, String type) throws InterruptedException {
        await(process, () -> !events(type).isEmpty());
        return events(type).getFirst();
    }

    void await(Process process, BooleanSupplier condition) throws InterruptedException {
        for (int waited = 0; !condition.getAsBoolean(); waited += 50) {
            if (waited > LIMIT_MILLIS || process.waitFor(50, TimeUnit.MILLISECONDS) && !condition.getAsBoolean()) {
                fail("It did not happen. Events: %s, log: %s", events(), log());
            }
        }
    }

    /** Waits for what comes about whether or not a job still lives. */
    void await(BooleanSupplier condition) throws InterruptedException {
        for (int waited = 0; !condition.getAsBoolean(); waited += 50) {
            if (waited > LIMIT_MILLIS) {
                fail("It did not happen. Events: %s, log: %s", events(), log());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    List<Map<String, String>> events(String type) {
        return events().stream().filter(event -> type.equals(event.get("type"))).toList();
    }

    /** The phases that a job told of, in their order. */
    List<Map<String, String>> phases(JobScripted job) {
        return events("PHASE").stream().filter(event -> token(job).equals(event.get("token"))).toList();
    }

    /** All events in the order of their names. */
    List<Map<String, String>> events() {
        if (!Files.isDirectory(run.resolve("events"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(run.resolve("events"))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().map(JobTrial::members).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> last() {
        return events().getLast();
    }

    /** Nothing is left on the node: no scratch, and no process that bears the token. */
    void shouldHaveLeftNothing() throws IOException {
        try (Stream<Path> scratch = Files.list(scratchRoot)) {
            assertThat(scratch).isEmpty();
        }
        assertThat(bearers()).isEmpty();
        assertThat(run.resolve("lease/.now." + TOKEN)).doesNotExist();
    }

    List<String> bearers() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.filter(process -> process.getFileName().toString().matches("\\d+")).filter(JobTrial::bearsToken).map(Path::toString).toList();
        }
    }

    private static boolean bearsToken(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1).contains("ASSAY_TOKEN=" + TOKEN + "\0");
        } catch (IOException e) {
            return false;
        }
    }

    String log() {
        try (Stream<Path> logs = Files.list(run.resolve("logs"))) {
            StringBuilder text = new StringBuilder();
            for (Path log : logs.filter(file -> file.toString().endsWith(".log")).toList()) {
                text.append(Files.readString(log));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> members(Path file) {
        try {
            Map<String, String> members = new LinkedHashMap<>();
            Matcher matcher = MEMBER.matcher(Files.readString(file));
            while (matcher.find()) {
                members.put(matcher.group(1), matcher.group(2));
            }
            members.put("file", file.getFileName().toString());
            return members;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        processes.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
        processes.forEach(Process::destroyForcibly);
        // What a job that was killed outright had beside it goes with its cgroup on a cluster; here it has to be looked for.
        ProcessHandle.allProcesses().filter(process -> process.info().commandLine().orElse("").contains(run.resolve("logs") + "/")).forEach(ProcessHandle::destroyForcibly);
    }
}
