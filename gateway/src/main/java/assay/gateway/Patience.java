package assay.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a caller would wait for an answer that says more: the preference {@code wait} of RFC 7240. */
final class Patience {
    private static final Pattern WAIT = Pattern.compile("(?i)(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,9})\"?");
    private static final long MOST_SECONDS = 60;

    private Patience() {
    }

    static Duration of(Optional<String> preferences) {
        Matcher wait = WAIT.matcher(preferences.orElse(""));
        return Duration.ofSeconds(wait.find() ? Math.min(MOST_SECONDS, Long.parseLong(wait.group(1))) : 0);
    }
}
