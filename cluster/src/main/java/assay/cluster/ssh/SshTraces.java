package assay.cluster.ssh;

import assay.cluster.Cluster;
import assay.cluster.Cluster.Trace;
import assay.cluster.Cluster.Trace.Kind;
import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import assay.cluster.Traces;
import assay.events.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks on the other side, by the functions of {@code traces.sh}. Where a process began is counted as {@code /proc} does it. */
final class SshTraces implements Traces {
    private static final String SCRATCH = "assay-";
    private static final long TICK_MILLIS = 10;
    private final Sessions sessions;

    SshTraces(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<Trace> of(List<String> scratchRoots) {
        String roots = scratchRoots.stream().distinct().map(root -> "scratch " + ShellWords.of(root) + "\n").collect(Collectors.joining());
        List<String> lines = ask("sed -n 's/^btime //p' /proc/stat\nprocesses\n" + roots + "true").text().lines().toList();
        Instant boot = Instant.ofEpochSecond(Long.parseLong(lines.getFirst()));
        List<Trace> found = new ArrayList<>();
        lines.stream().skip(1).forEach(line -> trace(line, boot).ifPresent(found::add));
        return found;
    }

    private static Optional<Trace> trace(String line, Instant boot) {
        if (line.startsWith("S ")) {
            String[] words = line.split(" ", 3);
            String name = words[2].substring(words[2].lastIndexOf('/') + 1);
            return Token.read(name.substring(SCRATCH.length())).map(token -> new Trace(token, Kind.SCRATCH, words[2], Instant.ofEpochSecond(Long.parseLong(words[1])), ""));
        }
        String[] words = line.split(" ", 5);
        return Token.read(words[3]).map(token -> new Trace(token, Kind.PROCESS, words[1], boot.plusMillis(Long.parseLong(words[2]) * TICK_MILLIS), words[4]));
    }

    @Override
    public void end(Trace trace) {
        switch (trace.kind()) {
            case PROCESS, SUPERVISOR -> endProcess(trace);
            case SCRATCH -> remove(trace);
        }
    }

    private void endProcess(Trace trace) {
        if (of(List.of()).contains(trace)) {
            ask("kill -KILL " + Long.parseLong(trace.place()));
        }
    }

    /** A job holds its scratch by a lock, which it takes right behind making it. */
    private void remove(Trace trace) {
        String place = ShellWords.of(trace.place());
        if (ask("[ ! -d " + place + " ] || [ -L " + place + " ] || flock -n " + place + " rm -rf " + place).code() != 0) {
            throw new ClusterRefusedException(trace.place() + " cannot be removed: a process holds it, or it is somebody else's");
        }
    }

    private Answer ask(String script) {
        try {
            return sessions.slow(Request.of(script), Cluster.COMMAND_LIMIT);
        } catch (BrokenOffException e) {
            throw new ClusterSilentException(e.getMessage());
        }
    }
}
