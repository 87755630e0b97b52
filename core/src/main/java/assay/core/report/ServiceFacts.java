package assay.core.report;

import java.util.List;

/**
 * A service as it ran.
 *
 * @param service        its job
 * @param version        what it said of itself; empty when unknown
 * @param image          the container image; empty when the program was the host's
 * @param endpoint       {@code address:port} that clients were given; empty when there was none
 * @param addresses      every address that the job announced
 * @param reachable      whether the runner's machine could connect
 * @param secondsToReady from the program's start; negative when it never was ready
 */
public record ServiceFacts(String service, String version, String image, String endpoint, List<String> addresses, boolean reachable, double secondsToReady) {
    public ServiceFacts {
        addresses = List.copyOf(addresses);
    }

    /** Whether it became ready. */
    public boolean becameReady() {
        return secondsToReady >= 0;
    }
}
