package assay.gateway.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the bearer of a key or token may do. */
public enum Scope {
    /** Ask for runs: a shell on the cluster as the runner's user. */
    SUBMIT,
    /** Look at runs, their logs, scripts and reports. */
    READ,
    /** Cancel runs. */
    CANCEL,
    /** All of these. */
    ADMIN;

    /** As it stands in key files and tokens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of this word; empty when there is none. */
    public static Optional<Scope> of(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
    }

    /**
     * The scopes of a list such as {@code read,submit}.
     *
     * @throws IllegalArgumentException when a word of it is no scope, or there is none
     */
    public static Set<Scope> listed(String words) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : words.strip().split("\\s*,\\s*", -1)) {
            scopes.add(of(word).orElseThrow(() -> new IllegalArgumentException("expected scopes such as read,submit out of "
                    + Arrays.stream(values()).map(Scope::word).collect(Collectors.joining(", ")) + ", but found '" + word + "'")));
        }
        return scopes;
    }
}
