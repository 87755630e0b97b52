package assay.cluster.slurmrestd;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The token of the moment; fetched anew when two thirds of its life are over, since an expired one is answered with an unspecified error. Thread-safe. */
final class Tokens {
    private static final Pattern EXPIRY = Pattern.compile("\"exp\"\\s*:\\s*(\\d{1,12})");
    private final TokenSource source;
    private final InstantSource clock;
    private String token = "";
    private Instant renew = Instant.EPOCH;

    Tokens(TokenSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    synchronized String token() {
        Instant now = clock.instant();
        if (token.isEmpty() || !now.isBefore(renew)) {
            token = source.token();
            renew = now.plus(expiry(token).map(end -> Duration.between(now, end).multipliedBy(2).dividedBy(3)).orElse(Duration.ofMinutes(5)));
        }
        return token;
    }

    /** The next question fetches another one. */
    synchronized void forget() {
        renew = Instant.EPOCH;
    }

    /** When a token ends, as it says itself; empty when it does not. */
    static Optional<Instant> expiry(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Matcher matcher = EXPIRY.matcher(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            return matcher.find() ? Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1)))) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
