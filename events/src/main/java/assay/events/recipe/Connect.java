package assay.events.recipe;

import java.util.List;

/**
 * How a cluster's commands are reached: on this machine, or by ssh.
 *
 * @param ssh     {@code user@host}, or a Host of ssh's configuration; empty: on this machine
 * @param port    0: what ssh's configuration says
 * @param options further options of ssh, each {@code Name=value}
 * @param config  absolute path of the configuration that ssh is to read; empty: its own
 */
public record Connect(String ssh, int port, List<String> options, String config) implements Comparable<Connect> {
    /** Options of ssh that a connection may set; none of them names a program. */
    public static final List<String> OPTIONS = List.of("AddressFamily", "BindAddress", "CertificateFile", "Ciphers", "Compression", "GSSAPIAuthentication",
            "HostKeyAlias", "HostName", "IdentitiesOnly", "IdentityAgent", "IdentityFile", "IPQoS", "KexAlgorithms", "MACs", "PreferredAuthentications", "ProxyJump",
            "StrictHostKeyChecking", "UserKnownHostsFile");
    /** No connection is needed. */
    public static final Connect HERE = new Connect("", 0, List.of(), "");

    public Connect {
        options = List.copyOf(options);
    }

    /** Whether the commands are on another machine. */
    public boolean elsewhere() {
        return !ssh.isEmpty();
    }

    @Override
    public int compareTo(Connect other) {
        return toString().compareTo(other.toString());
    }
}
