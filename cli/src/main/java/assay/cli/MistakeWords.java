package assay.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with how a command was given, for people. Pure. */
final class MistakeWords {
    private MistakeWords() {
    }

    /** In one line. */
    static String of(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        boolean group = !command.getSubcommands().isEmpty();
        if (mistake instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().getFirst().startsWith("-")) {
            String word = unmatched.getUnmatched().getFirst();
            return group ? Thin.words(word).orElseGet(() -> "there is no command '" + word + "'" + meant(unmatched.getSuggestions()))
                    : "'" + word + "' is one argument too many";
        }
        return mistake.getMessage();
    }

    private static String meant(List<String> nearestFirst) {
        return nearestFirst.stream().findFirst().map(command -> "; did you mean " + command + "?").orElse("");
    }
}
