package assay.events.recipe;

import java.util.List;

/**
 * How a cluster is reached: by its commands on this machine or behind ssh, or by its REST daemon.
 *
 * @param ssh     {@code user@host}, or a Host of ssh's configuration; empty: on this machine
 * @param port    0: what ssh's configuration says
 * @param options further options of ssh, each {@code Name=value}
 * @param config  absolute path of the configuration that ssh is to read; empty: its own
 * @param rest    address of a slurmrestd; empty: its commands are used
 * @param tokenCommand what prints the token for it, on this machine
 */
public record Connect(String ssh, int port, List<String> options, String config, String rest, List<String> tokenCommand) implements Comparable<Connect> {
    /** Options of ssh that a connection may set; none of them names a program. */
    public static final List<String> OPTIONS = List.of("AddressFamily", "BindAddress", "CertificateFile", "Ciphers", "Compression", "GSSAPIAuthentication",
            "HostKeyAlias", "HostName", "IdentitiesOnly", "IdentityAgent", "IdentityFile", "IPQoS", "KexAlgorithms", "MACs", "PreferredAuthentications", "ProxyJump",
            "StrictHostKeyChecking", "UserKnownHostsFile");
    /** No connection is needed. */
    public static final Connect HERE = new Connect("", 0, List.of(), "", "", List.of());

    public Connect {
        options = List.copyOf(options);
        tokenCommand = List.copyOf(tokenCommand);
    }

    /** By ssh. */
    public static Connect bySsh(String ssh, int port, List<String> options, String config) {
        return new Connect(ssh, port, options, config, "", List.of());
    }

    /** By a slurmrestd. */
    public static Connect byRest(String address, List<String> tokenCommand) {
        return new Connect("", 0, List.of(), "", address, tokenCommand);
    }

    /** Whether a REST daemon is asked in place of commands. */
    public boolean byRest() {
        return !rest.isEmpty();
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
