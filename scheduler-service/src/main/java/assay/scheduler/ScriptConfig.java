package assay.scheduler;

import java.util.List;

/**
 * What job scripts hold beside the recipe: the site's part.
 *
 * @param leaseSeconds      how long jobs go on when nobody touches their lease
 * @param leaseCheckSeconds how often a service looks at it
 * @param scratchRoot       directory on each node below which scratch directories are made
 * @param portLow           first port a service may get
 * @param portSpan          how many ports there are from the first
 * @param setup             bash lines run first in each job, such as {@code module load …}
 * @throws IllegalArgumentException when a number is out of range or the scratch root is not an absolute path
 */
public record ScriptConfig(int leaseSeconds, int leaseCheckSeconds, String scratchRoot, int portLow, int portSpan, List<String> setup) {
    private static final int HIGHEST_PORT = 65_535;

    public ScriptConfig {
        setup = List.copyOf(setup);
        expect(leaseSeconds > 0 && leaseCheckSeconds > 0, "a lease and a check interval of at least 1 second", leaseSeconds + " and " + leaseCheckSeconds);
        expect(scratchRoot.startsWith("/"), "an absolute path for scratch directories", scratchRoot);
        expect(portLow > 1023 && portSpan > 0 && portLow + portSpan - 1 <= HIGHEST_PORT, "ports between 1024 and 65535", portLow + " + " + portSpan);
    }

    /** Leases of 15 minutes, scratch in /tmp, ports below the range the kernel gives to outgoing connections. */
    public static ScriptConfig standard() {
        return new ScriptConfig(900, 30, "/tmp", 20_000, 12_000, List.of());
    }

    private static void expect(boolean holds, String expected, String found) {
        if (!holds) {
            throw new IllegalArgumentException("Expected " + expected + ", but found " + found);
        }
    }
}
