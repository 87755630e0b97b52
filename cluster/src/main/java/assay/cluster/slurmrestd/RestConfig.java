package assay.cluster.slurmrestd;

import assay.cluster.Cluster;
import java.net.URI;
import java.time.Duration;

/**
 * How a slurmrestd is reached.
 *
 * @param address http or https, without a path
 * @param user    whose jobs they are
 * @param tokens  where the token comes from that proves it
 * @param limit   how long one question may take before it is given up
 */
public record RestConfig(URI address, String user, TokenSource tokens, Duration limit) {
    public RestConfig {
        if (address.getHost() == null || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
            throw new IllegalArgumentException("Expected the address of a slurmrestd such as http://host:6820, but found '" + address + "'");
        }
    }

    /** With the usual limit. */
    public static RestConfig of(URI address, String user, TokenSource tokens) {
        return new RestConfig(address, user, tokens, Cluster.COMMAND_LIMIT);
    }

    @Override
    public String toString() {
        return "RestConfig[address=" + address + ", user=" + user + ", limit=" + limit + "]";
    }
}
