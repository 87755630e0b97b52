package assay.scheduler;

import assay.core.run.Lease;
import java.util.Map;

/**
 * What job scripts hold beside the recipe: the service's own part.
 *
 * @param leaseSeconds      how long jobs go on when nobody touches their lease
 * @param leaseCheckSeconds how often a service looks at it
 * @param portLow           first port a service may get
 * @param portSpan          how many ports there are from the first
 * @throws IllegalArgumentException when a number is out of range
 */
public record ScriptConfig(int leaseSeconds, int leaseCheckSeconds, int portLow, int portSpan) {
    private static final int HIGHEST_PORT = 65_535;

    public ScriptConfig {
        expect(leaseSeconds > 0 && leaseCheckSeconds > 0, "a lease and a check interval of at least 1 second", leaseSeconds + " and " + leaseCheckSeconds);
        expect(portLow > 1023 && portSpan > 0 && portLow + portSpan - 1 <= HIGHEST_PORT, "ports between 1024 and 65535", portLow + " + " + portSpan);
    }

    /** Leases of 15 minutes, ports below the range the kernel gives to outgoing connections. */
    public static ScriptConfig standard() {
        return of(Lease.of(Map.of()));
    }

    /** The same for another lease. */
    static ScriptConfig of(Lease lease) {
        return new ScriptConfig((int) lease.length().toSeconds(), (int) lease.pace().toSeconds(), 20_000, 12_000);
    }

    private static void expect(boolean holds, String expected, String found) {
        if (!holds) {
            throw new IllegalArgumentException("Expected " + expected + ", but found " + found);
        }
    }
}
