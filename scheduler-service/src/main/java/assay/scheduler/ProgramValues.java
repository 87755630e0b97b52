package assay.scheduler;

import assay.events.recipe.Artifact;
import assay.events.recipe.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a program finds around it, as scripts hold it. The second fence against names that would reach the wrapper itself: the parser is the
 * first. Pure; throws {@link IllegalArgumentException} for such a name.
 */
final class ProgramValues {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern STAGED = Pattern.compile("ASSAY_(?:STAGED|WITH)_[A-Z0-9_]+");
    private static final Pattern OURS = Pattern.compile("PORT|ASSAY_(?!WITH_).*");
    /** Variables by which the wrapper's shell lives: a secret is exported by it, and not by {@code env}. */
    private static final Pattern SHELLS = Pattern.compile("PORT|PATH|IFS|PPID|E?UID|S?RANDOM|SECONDS|LINENO|GROUPS|FUNCNAME|DIRSTACK|HISTCMD|SHELLOPTS"
            + "|(?:ASSAY|assay)_.*|BASH.*|EPOCH.*");
    /** Directories that the wrapper keeps in a program's working directory. */
    private static final Set<String> KEPT = Set.of("secrets", "output");

    private ProgramValues() {
    }

    /** Variables with their values. */
    static List<String> environment(Program program) {
        List<String> pairs = new ArrayList<>();
        program.environment().forEach((name, value) -> {
            expect(VARIABLE.matcher(name).matches() && !OURS.matcher(name).matches(), "the name of a variable that a recipe may set", name);
            pairs.add(name + "=" + value);
        });
        return pairs;
    }

    /** Variables, each with the name of the user's own secret that it gets. */
    static List<String> confidential(Program program) {
        List<String> pairs = new ArrayList<>();
        program.secrets().forEach((name, secret) -> {
            expect(VARIABLE.matcher(name).matches() && !SHELLS.matcher(name).matches(), "the name of a variable that may hold a secret", name);
            pairs.add(name + "=" + ShellText.word(secret));
        });
        return pairs;
    }

    /** Variables, each with the reference of what lies where it says. */
    static List<String> staging(Program program) {
        List<String> pairs = new ArrayList<>();
        program.staged().forEach((name, reference) -> {
            expect(STAGED.matcher(name).matches(), "the name of a variable for something staged", name);
            expect(Artifact.read(reference).isPresent(), "the reference of something that can be staged", reference);
            pairs.add(name + "=" + reference);
        });
        return pairs;
    }

    /** Small files, by paths below the program's working directory. */
    static List<String> files(Program program) {
        for (String file : program.files()) {
            List<String> parts = Arrays.asList(file.split("/", -1));
            expect(parts.stream().noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals("..")), "a relative path of a file", file);
            expect(!KEPT.contains(parts.getFirst()), "a file outside of the directories 'secrets' and 'output', which Assay keeps where the program runs", file);
        }
        return program.files();
    }

    private static void expect(boolean holds, String expected, String found) {
        if (!holds) {
            throw new IllegalArgumentException("Expected " + expected + ", but found '" + found + "'");
        }
    }
}
