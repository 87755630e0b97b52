package assay.cluster.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One process as {@code /proc} shows it.
 *
 * @param pid        its number
 * @param session    the number of its session's first process
 * @param life       when it began, in ticks since the machine did: tells it from a later process of the same number
 * @param ended      whether only its exit code is left of it
 * @param cpuSeconds used by it and by those of its children that it saw end
 */
record ProcessFacts(long pid, long session, long life, boolean ended, double cpuSeconds) {
    private static final double TICKS = 100;
    private static final int STATE = 0;
    private static final int SESSION = 3;
    private static final int FIRST_TIME = 11;
    private static final int LAST_TIME = 14;
    private static final int LIFE = 19;

    /** All that can be seen. */
    static List<ProcessFacts> all() {
        List<ProcessFacts> all = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            directories.forEach(directory -> of(Long.parseLong(directory.getFileName().toString())).ifPresent(all::add));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the processes of this machine: " + e.getMessage(), e);
        }
        return all;
    }

    /** One process; empty when there is none of that number. */
    static Optional<ProcessFacts> of(long pid) {
        String text = read(pid, "stat");
        String[] words = text.substring(text.lastIndexOf(')') + 1).strip().split(" ");
        if (words.length <= LIFE) {
            return Optional.empty();
        }
        long ticks = 0;
        for (int i = FIRST_TIME; i <= LAST_TIME; i++) {
            ticks += Long.parseLong(words[i]);
        }
        boolean ended = words[STATE].equals("Z") || words[STATE].equals("X");
        return Optional.of(new ProcessFacts(pid, Long.parseLong(words[SESSION]), Long.parseLong(words[LIFE]), ended, ticks / TICKS));
    }

    /** What it was started with; empty when this account may not know. */
    Set<String> environment() {
        return new HashSet<>(Arrays.asList(read(pid, "environ").split("\0")));
    }

    /** A number behind a name in one of its files such as {@code status}, 0 when it is not there. */
    static long number(String file, String name) {
        return file.lines().filter(line -> line.startsWith(name + ":")).findFirst()
                .map(line -> Long.parseLong(line.substring(name.length() + 1).strip().split(" ")[0])).orElse(0L);
    }

    /** The text of one of its files; empty when the process is gone or this account may not read it. */
    String text(String file) {
        return read(pid, file);
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
