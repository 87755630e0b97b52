package assay.parser;

import java.util.Locale;
import java.util.Set;

/** Looks at the environment that a recipe gives a program: no secrets in plain text, no variables that Assay sets. */
final class EnvironmentCheck {
    private static final Set<String> SECRET_WORDS = Set.of("PASSWORD", "PASSWD", "PASSPHRASE", "TOKEN", "SECRET");
    private static final Set<String> PLACE_WORDS = Set.of("FILE", "PATH", "DIR");
    private final Problems problems;

    EnvironmentCheck(Problems problems) {
        this.problems = problems;
    }

    void check(Job job) {
        new Fragment(job.own()).below("env").mapping().entries().forEach((name, entry) -> {
            String path = Check.below(job.path() + ".env", name);
            if (name.startsWith("ASSAY_") || name.equals("PORT")) {
                problems.add(entry.place(), path + " is set by Assay itself", "choose another name");
            } else if (secret(name) && entry.value() instanceof Node.Scalar scalar && !scalar.text().isEmpty()) {
                problems.add(entry.place(), path + ": a literal secret is refused",
                        "write { secret: NAME }, a secret of yours that stands in no recipe");
            }
        });
    }

    private static boolean secret(String name) {
        String[] words = name.toUpperCase(Locale.ROOT).split("_");
        boolean named = false;
        for (String word : words) {
            named |= SECRET_WORDS.contains(word) || word.endsWith("PASSWORD");
        }
        return named && !PLACE_WORDS.contains(words[words.length - 1]);
    }
}
