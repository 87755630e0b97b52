package assay.cluster.ssh;

import java.util.Collection;
import java.util.stream.Collectors;

/** Texts as words of a POSIX shell, which takes them literally: the one place where anything is quoted for the other side. */
final class ShellWords {
    private ShellWords() {
    }

    /** One word. */
    static String of(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Expected a text without a NUL character for a shell");
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** A command with its arguments. */
    static String of(Collection<String> words) {
        return words.stream().map(ShellWords::of).collect(Collectors.joining(" "));
    }
}
