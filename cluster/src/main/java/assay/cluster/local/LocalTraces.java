package assay.cluster.local;

import assay.cluster.Cluster;
import assay.cluster.Cluster.Trace;
import assay.cluster.Cluster.Trace.Kind;
import assay.cluster.ClusterRefusedException;
import assay.cluster.Traces;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.LocalCommands;
import assay.events.Token;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What bears a token on this machine, as far as this account may see it. Used from several threads. */
public final class LocalTraces implements Traces {
    private static final String SCRATCH = "assay-";
    /** Where the token and the run directory stand among the supervisor's arguments, counted from its script. */
    private static final int ITS_TOKEN = 5;
    private static final int ITS_DIRECTORY = 10;
    private final LocalCommands commands;

    /** With what runs the commands that it needs. */
    public LocalTraces(LocalCommands commands) {
        this.commands = commands;
    }

    @Override
    public List<Trace> of(List<String> scratchRoots) {
        List<Trace> found = new ArrayList<>(ProcessFacts.all().stream().flatMap(process -> trace(process).stream()).toList());
        scratchRoots.stream().distinct().forEach(root -> found.addAll(scratch(Path.of(root))));
        return found;
    }

    private static Optional<Trace> trace(ProcessFacts process) {
        if (process.ended() || process.pid() == ProcessHandle.current().pid()) {
            return Optional.empty();
        }
        return supervisor(process).or(() -> bearer(process));
    }

    private static Optional<Trace> supervisor(ProcessFacts process) {
        List<String> words = Arrays.asList(process.text("cmdline").split("\0"));
        int script = words.stream().filter(word -> word.endsWith("/" + Submissions.SUPERVISOR)).findFirst().map(words::indexOf).orElse(-1);
        if (script < 0 || words.size() <= script + ITS_DIRECTORY || process.session() != process.pid()) {
            return Optional.empty();
        }
        return Token.read(words.get(script + ITS_TOKEN)).map(token -> of(process, token, Kind.SUPERVISOR, words.get(script + ITS_DIRECTORY)));
    }

    private static Optional<Trace> bearer(ProcessFacts process) {
        Set<String> environment = process.environment();
        return value(environment, "ASSAY_TOKEN").or(() -> value(environment, "SLURM_JOB_NAME")).flatMap(Token::read)
                .map(token -> of(process, token, Kind.PROCESS, value(environment, "ASSAY_RUN_DIR").orElseGet(() -> directory(process))));
    }

    private static Trace of(ProcessFacts process, Token token, Kind kind, String runDirectory) {
        Instant since = ProcessHandle.of(process.pid()).flatMap(handle -> handle.info().startInstant()).orElse(Instant.EPOCH);
        return new Trace(token, kind, Long.toString(process.pid()), since, runDirectory);
    }

    private static Optional<String> value(Set<String> environment, String name) {
        return environment.stream().filter(entry -> entry.startsWith(name + "=")).map(entry -> entry.substring(name.length() + 1)).findFirst();
    }

    private static String directory(ProcessFacts process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd")).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Trace> scratch(Path root) {
        List<Trace> found = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, SCRATCH + "*")) {
            for (Path directory : directories) {
                Optional<Token> token = Token.read(directory.getFileName().toString().substring(SCRATCH.length()));
                if (token.isPresent() && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(directory)) {
                    found.add(new Trace(token.get(), Kind.SCRATCH, directory.toString(), Files.getLastModifiedTime(directory).toInstant(), ""));
                }
            }
        } catch (IOException e) {
            // No such directory here, or one that disappeared meanwhile: nothing is left in it.
        }
        return found;
    }

    @Override
    public void end(Trace trace) {
        switch (trace.kind()) {
            case SUPERVISOR -> still(trace).ifPresent(ProcessHandle::destroy);
            case PROCESS -> still(trace).ifPresent(ProcessHandle::destroyForcibly);
            case SCRATCH -> remove(trace);
        }
    }

    private static Optional<ProcessHandle> still(Trace trace) {
        long pid = Long.parseLong(trace.place());
        return ProcessFacts.of(pid).flatMap(LocalTraces::trace).filter(trace::equals).flatMap(same -> ProcessHandle.of(pid));
    }

    /** A job holds its scratch by a lock, which it takes right behind making it. */
    private void remove(Trace trace) {
        if (!Files.isDirectory(Path.of(trace.place()), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<String> command = List.of("flock", "-n", trace.place(), "rm", "-rf", trace.place());
        if (!(commands.run(command, Cluster.COMMAND_LIMIT) instanceof Ended(var code, var out, var err) && code == 0)) {
            throw new ClusterRefusedException(trace.place() + " cannot be removed: a process holds it, or it is somebody else's");
        }
    }
}
