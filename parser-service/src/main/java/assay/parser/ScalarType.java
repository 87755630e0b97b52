package assay.parser;

import assay.core.results.Condition;
import assay.events.recipe.Artifact;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A type whose values are one text. */
sealed interface ScalarType extends Type {

    /** Why the text is no value of this type; empty when it is one. */
    Optional<Complaint> complaint(String text);

    /** Text in one or many lines, which is not blank. */
    record Words() implements ScalarType {
        @Override
        public Optional<Complaint> complaint(String text) {
            return text.isBlank() ? Optional.of(new Complaint("expected a text, but found an empty one", "write it, or remove the key"))
                    : Optional.empty();
        }
    }

    /** Any text, the empty one too. */
    record Verbatim() implements ScalarType {
        @Override
        public Optional<Complaint> complaint(String text) {
            return Optional.empty();
        }
    }

    /** One line. */
    record Line(int longest) implements ScalarType {
        @Override
        public Optional<Complaint> complaint(String text) {
            return text.isBlank() || text.strip().length() > longest || text.strip().contains("\n")
                    ? Optional.of(Complaint.expected("one line of at most " + longest + " characters", text))
                    : Optional.empty();
        }
    }

    /** Text of one form. */
    record Formed(Pattern form, String words) implements ScalarType {
        Formed(String form, String words) {
            this(Pattern.compile(form), words);
        }

        @Override
        public Optional<Complaint> complaint(String text) {
            return form.matcher(text).matches() ? Optional.empty() : Optional.of(Complaint.expected(words, text));
        }
    }

    /** One of several words. */
    record Choice(List<String> words) implements ScalarType {
        Choice(String... words) {
            this(List.of(words));
        }

        @Override
        public Optional<Complaint> complaint(String text) {
            return words.contains(text) ? Optional.empty()
                    : Optional.of(Complaint.expected(listed(), text, Suggestion.hint(text, words)));
        }

        private String listed() {
            return words.size() == 1 ? "'" + words.getFirst() + "'" : "one of " + String.join(", ", words);
        }
    }

    /** {@code true} or {@code false}, and no other word for them. */
    record Flag() implements ScalarType {
        @Override
        public Optional<Complaint> complaint(String text) {
            return text.equals("true") || text.equals("false") ? Optional.empty() : Optional.of(Complaint.expected("true or false", text));
        }
    }

    /** A whole number. */
    record Whole(long least, long most) implements ScalarType {
        static final Pattern FORM = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
        private static final Pattern LEADING_ZERO = Pattern.compile("0+[0-9]{1,18}");

        @Override
        public Optional<Complaint> complaint(String text) {
            boolean good = FORM.matcher(text).matches() && Long.parseLong(text) >= least && Long.parseLong(text) <= most;
            return good ? Optional.empty() : Optional.of(Complaint.expected("a whole number from " + least + " to " + most, text, hint(text)));
        }

        private static String hint(String text) {
            return LEADING_ZERO.matcher(text).matches() ? "write " + Long.parseLong(text) + ": some readers take a leading 0 for octal" : "";
        }
    }

    /** A number. */
    record Decimal() implements ScalarType {
        static final Pattern FORM = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,3})?");

        @Override
        public Optional<Complaint> complaint(String text) {
            boolean good = FORM.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
            return good ? Optional.empty() : Optional.of(Complaint.expected("a number", text));
        }
    }

    /** A span of time with its unit. */
    record Span(long leastMillis, boolean wholeSeconds) implements ScalarType {
        private static final long MOST_MILLIS = 366L * 86_400_000;
        private static final Pattern BARE = Pattern.compile("[0-9]{1,9}");

        @Override
        public Optional<Complaint> complaint(String text) {
            OptionalLong millis = Durations.millis(text);
            if (millis.isEmpty()) {
                String hint = BARE.matcher(text).matches() ? "write the unit: " + text + "s or " + text + "m" : "units are ms, s, m, h and d";
                return Optional.of(Complaint.expected("a duration such as 90s or 15m", text, hint));
            }
            if (wholeSeconds && Durations.seconds(text).isEmpty()) {
                return Optional.of(Complaint.expected("a duration in whole seconds", text));
            }
            return millis.getAsLong() < leastMillis || millis.getAsLong() > MOST_MILLIS
                    ? Optional.of(Complaint.expected("a duration from " + (leastMillis % 1_000 == 0 ? leastMillis / 1_000 + "s" : leastMillis + "ms")
                            + " to 366d", text))
                    : Optional.empty();
        }
    }

    /** A job's time limit. */
    record JobTime() implements ScalarType {
        private static final long MOST_SECONDS = 366L * 86_400;

        @Override
        public Optional<Complaint> complaint(String text) {
            OptionalLong seconds = Durations.jobSeconds(text);
            boolean good = seconds.isPresent() && seconds.getAsLong() > 0 && seconds.getAsLong() <= MOST_SECONDS;
            return good ? Optional.empty()
                    : Optional.of(Complaint.expected("a time limit such as 10m, 2h, 00:10:00 or 1-12 (days-hours)", text, "at most 366 days"));
        }
    }

    /** An amount of bytes. */
    record Size() implements ScalarType {
        static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,14}([kKMGTP]i?)?B?");

        @Override
        public Optional<Complaint> complaint(String text) {
            return FORM.matcher(text).matches() ? Optional.empty() : Optional.of(Complaint.expected("an amount such as 512MB or 2GiB", text));
        }
    }

    /** Where something large comes from that is staged. */
    record Reference() implements ScalarType {
        @Override
        public Optional<Complaint> complaint(String text) {
            return Artifact.read(text).isPresent() ? Optional.empty()
                    : Optional.of(Complaint.expected("an absolute path, docker://…, oras://…, docker-archive:/…, oci-archive:/…, https://…#sha256=… or assay:loadgen", text, hint(text)));
        }

        static String hint(String text) {
            if (text.startsWith("hf:")) {
                return "download it once, `hf download ORG/NAME --revision REV --local-dir DIR`, and write the absolute path of DIR";
            } else if (text.matches("https?://.*")) {
                return "write the file's digest behind it: #sha256= and 64 digits, as `sha256sum` prints them";
            }
            return text.matches("\\.{0,2}/.*|[A-Za-z0-9_.-]+(/.*)?") ? "write the absolute path; small files beside the recipe go under 'files'" : "";
        }
    }

    /** A model: staged where it is a path or an address, else a name by which the program finds it. */
    record Model() implements ScalarType {
        static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,95})?");

        @Override
        public Optional<Complaint> complaint(String text) {
            return Artifact.read(text).isPresent() || NAME.matcher(text).matches() ? Optional.empty()
                    : Optional.of(Complaint.expected("an absolute path, https://…#sha256=…, or a name such as ORG/NAME", text, Reference.hint(text)));
        }
    }

    /** A Java regular expression with a group. */
    record Expression() implements ScalarType {
        static final int LONGEST = 500;

        @Override
        public Optional<Complaint> complaint(String text) {
            if (text.length() > LONGEST) {
                return Optional.of(Complaint.expected("a regular expression of at most " + LONGEST + " characters", text));
            }
            try {
                return Pattern.compile(text).matcher("").groupCount() > 0 ? Optional.empty()
                        : Optional.of(Complaint.expected("a regular expression with a group", text, "put ( ) around the number"));
            } catch (PatternSyntaxException mistake) {
                return Optional.of(Complaint.expected("a regular expression", text, Characters.readableOnly(mistake.getDescription())));
            }
        }
    }

    /** A condition on a figure. */
    record Criterion() implements ScalarType {
        @Override
        public Optional<Complaint> complaint(String text) {
            return Condition.read(text).isPresent() ? Optional.empty()
                    : Optional.of(Complaint.expected("a condition such as load.latency_p95 < 50ms", text,
                            "write client.figure, one of < <= > >= ==, and a number"));
        }
    }
}
