package assay.core.run;

import assay.events.JobEvent.EndpointDiscovered;
import java.time.Instant;

/** How far a service is from being usable; clients stay at {@link NotReady}. */
public sealed interface Readiness {
    /** It has not said where it listens. */
    record NotReady() implements Readiness {
        Discovered discovered(EndpointDiscovered endpoint) {
            return new Discovered(endpoint);
        }
    }

    /** Its endpoint is known. */
    record Discovered(EndpointDiscovered endpoint) implements Readiness {
        Ready ready(String version, Instant at) {
            return new Ready(endpoint, version, at);
        }
    }

    /** It passed its probe. */
    record Ready(EndpointDiscovered endpoint, String version, Instant at) implements Readiness {
        Unready unready(String reason) {
            return new Unready(endpoint, reason);
        }
    }

    /** It was ready and is so no more. */
    record Unready(EndpointDiscovered endpoint, String reason) implements Readiness {
    }
}
