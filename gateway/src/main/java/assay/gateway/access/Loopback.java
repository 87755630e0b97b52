package assay.gateway.access;

import java.net.URI;
import java.util.Set;

/** Addresses of this machine, as they are written. */
final class Loopback {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private Loopback() {
    }

    static boolean is(URI address) {
        return "http".equals(address.getScheme()) && address.getHost() != null && NAMES.contains(address.getHost());
    }
}
