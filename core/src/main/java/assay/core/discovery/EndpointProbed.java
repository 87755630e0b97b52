package assay.core.discovery;

import assay.events.RunId;
import assay.events.Token;

/** The address chosen, and whether it answers from here. */
public record EndpointProbed(RunId run, Token token, String address, boolean reachable) {
}
