package assay.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The clock of one host: another one, but for an offset that changes when it is stepped. */
final class HostClock extends Clock {
    private final Clock right;
    private Duration offset;

    HostClock(Clock right, Duration offset) {
        this.right = right;
        this.offset = offset;
    }

    /** Sets it to so much before or behind the other one. */
    void step(Duration to) {
        offset = to;
    }

    @Override
    public Instant instant() {
        return right.instant().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return right.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new HostClock(right.withZone(zone), offset);
    }
}
