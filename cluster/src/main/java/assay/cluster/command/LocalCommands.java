package assay.cluster.command;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs commands on this machine, the only class that starts processes: argument lists, never a shell string; no inherited input; a hard limit on the time and
 * on the size of the answer, past which the command and all its children are killed. Used from several threads.
 */
public final class LocalCommands implements Commands {
    /** Beyond this an answer is given up: half an answer would be read as a whole one. */
    public static final int MOST_BYTES = 16 << 20;

    /** The program has a process group of its own, which goes when nobody holds the other end of standard input any more. */
    private static final String ATTENDANT = """
            exec 3<&0 4>&2 2> /dev/null
            set -m
            "$@" < /dev/null 2>&4 3<&- 4>&- &
            program=$!
            { exec > /dev/null 4>&-; read -r -u 3 _; kill -KILL -- "-$program"; } &
            watch=$!
            wait "$program"
            code=$?
            kill -KILL -- "-$watch"
            exit "$code"
            """;

    private final Map<String, String> environment;
    private final Inputs inputs;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /** With the whole environment of the commands; its {@code PATH} decides which they are. */
    public LocalCommands(Map<String, String> environment) {
        this(environment, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** The same with a directory of ours for what commands read. */
    public LocalCommands(Map<String, String> environment, Path inputs) {
        this.environment = Map.copyOf(environment);
        this.inputs = new Inputs(inputs);
    }

    @Override
    public boolean has(String program) {
        return program(program).isPresent();
    }

    /** Where on the environment's {@code PATH} a program lies. */
    public Optional<Path> program(String name) {
        return Arrays.stream(environment.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> Path.of(directory, name))
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst();
    }

    @Override
    public CommandResult run(List<String> arguments, Duration limit) {
        try {
            return await(arguments.getFirst(), start(arguments, new File("/dev/null")), limit);
        } catch (IOException e) {
            return new CommandResult.NotStarted(e.getMessage());
        }
    }

    @Override
    public CommandResult run(List<String> arguments, String input, Duration limit) {
        try {
            return await(arguments.getFirst(), start(arguments, input), limit);
        } catch (IOException e) {
            return new CommandResult.NotStarted(e.getMessage());
        }
    }

    /**
     * Runs a program that may take long, with more variables. It ends with this process, however that ends, since a shell beside it sees a pipe of ours
     * close; interrupting the calling thread ends it too.
     */
    public CommandResult attend(List<String> arguments, Map<String, String> more, Duration limit) {
        try {
            List<String> attended = new ArrayList<>(List.of("bash", "-c", ATTENDANT, "assay-attends"));
            attended.addAll(arguments);
            ProcessBuilder builder = builder(attended);
            builder.environment().putAll(more);
            return await(arguments.getFirst(), builder.start(), limit);
        } catch (IOException e) {
            return new CommandResult.NotStarted(e.getMessage());
        }
    }

    private Process start(List<String> arguments, String input) throws IOException {
        File file = inputs.file(input);
        try {
            return start(arguments, file);
        } finally {
            // The command has it open. That it could not be removed must not look like a command that did not start.
            file.delete();
        }
    }

    private Process start(List<String> arguments, File input) throws IOException {
        return builder(arguments).redirectInput(input).start();
    }

    private ProcessBuilder builder(List<String> arguments) throws IOException {
        String name = arguments.getFirst();
        List<String> command = new ArrayList<>(arguments);
        command.set(0, program(name).orElseThrow(() -> new IOException(name + " is not on PATH")).toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    private CommandResult await(String name, Process process, Duration limit) {
        running.add(process);
        long end = System.nanoTime() + limit.toNanos();
        FutureTask<String> out = reading(process, process.getInputStream());
        FutureTask<String> err = reading(process, process.getErrorStream());
        try {
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return new CommandResult.CutOff(name + " did not answer within " + limit.toMillis() / 1000.0 + " s");
            }
            return new CommandResult.Ended(process.exitValue(), out.get(end - System.nanoTime(), TimeUnit.NANOSECONDS),
                    err.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return new CommandResult.CutOff(name + " ended, but its answer did not within " + limit.toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            return new CommandResult.CutOff(name + ": " + e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CommandResult.CutOff(name + " was interrupted");
        } finally {
            kill(process);
            running.remove(process);
        }
    }

    private static FutureTask<String> reading(Process process, InputStream stream) {
        FutureTask<String> task = new FutureTask<>(() -> {
            try (stream) {
                byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    kill(process);
                    throw new IOException("the answer is longer than " + MOST_BYTES + " bytes");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        });
        Thread.ofPlatform().daemon().name("command-output").start(task);
        return task;
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Kills what still runs. */
    @Override
    public void close() {
        running.forEach(LocalCommands::kill);
    }
}
