package assay.cluster.doctor;

import java.time.Duration;

/** Judges how far two clocks are apart. */
public final class Clocks {
    private static final Duration HARMLESS = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofMinutes(4);

    private Clocks() {
    }

    /**
     * Compares a clock with ours.
     *
     * @param whose whose clock it is
     * @param ahead how far it is ahead of ours
     */
    public static Finding finding(String check, String whose, Duration ahead) {
        if (ahead.abs().compareTo(HARMLESS) <= 0) {
            return Finding.good(check, whose + " and this machine's are " + Shown.seconds(ahead.abs()) + " apart");
        }
        String found = whose + " is " + Shown.seconds(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of") + " this machine's";
        String remedy = "let both be set by a time service (`timedatectl` shows whether this machine's is); times of one run would contradict one another";
        return ahead.abs().compareTo(MOST) <= 0 ? Finding.doubtful(check, found, remedy)
                : Finding.broken(check, found, remedy + ", and Slurm refuses messages that are minutes old");
    }
}
