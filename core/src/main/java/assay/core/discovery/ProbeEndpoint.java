package assay.core.discovery;

import assay.core.loop.Effect;
import assay.events.RunId;
import assay.events.Token;
import java.time.Duration;
import java.util.List;

/**
 * Choose the address of a service that said where it listens.
 *
 * @param addresses {@code interface=address}
 * @param network   what the recipe asks for: {@code auto}, {@code hostname} or an interface
 */
public record ProbeEndpoint(RunId run, Token token, String host, List<String> addresses, int port, String network) implements Effect {
    @Override
    public String key() {
        return "probe/" + token;
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(10);
    }
}
