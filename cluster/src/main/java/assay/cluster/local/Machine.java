package assay.cluster.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What there is to know of this machine.
 *
 * @param host        its name
 * @param kernel      its release
 * @param boot        differs from one start of the machine to the next
 * @param cpus        how many of its processors this process may use
 * @param memoryBytes what is built in
 * @param uid         the number of this process's account
 */
record Machine(String host, String kernel, String boot, int cpus, long memoryBytes, int uid) {
    private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s+(\\d+) kB");
    private static final Pattern CPUS = Pattern.compile("Cpus_allowed_list:\\s+(\\S+)");

    /** Reads {@code /proc}; throws when this is no Linux. */
    static Machine here() throws IOException {
        return new Machine(text("/proc/sys/kernel/hostname"), text("/proc/sys/kernel/osrelease"), text("/proc/sys/kernel/random/boot_id"),
                count(found(CPUS, "/proc/self/status")), Long.parseLong(found(MEMORY, "/proc/meminfo")) * 1024,
                (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1).strip();
    }

    private static String found(Pattern pattern, String file) throws IOException {
        Matcher matcher = pattern.matcher(text(file));
        if (!matcher.find()) {
            throw new IOException("Expected " + pattern + " in " + file + ", but found none");
        }
        return matcher.group(1);
    }

    /** How many numbers a list such as {@code 0-2,7} has. */
    static int count(String list) {
        int count = 0;
        for (String range : list.split(",")) {
            String[] ends = range.split("-");
            count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
        }
        return count;
    }
}
