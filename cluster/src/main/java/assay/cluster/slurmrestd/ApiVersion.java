package assay.cluster.slurmrestd;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of slurmrestd's interface, {@code v0.0.38} and so on. Each lives for some releases of Slurm.
 *
 * @param number the last of its three
 */
record ApiVersion(int number) {
    static final int OLDEST = 38;
    static final int NEWEST = 43;
    private static final Pattern PATH = Pattern.compile("/slurm/v0\\.0\\.(\\d{2,3})/");

    /** The newest one that we speak of those whose paths a daemon describes; empty when there is none. */
    static Optional<ApiVersion> newest(Collection<String> paths) {
        return paths.stream().map(PATH::matcher).filter(Matcher::lookingAt).map(found -> new ApiVersion(Integer.parseInt(found.group(1))))
                .filter(version -> version.number >= OLDEST && version.number <= NEWEST).max(Comparator.comparing(ApiVersion::number));
    }

    /** Whether the environment of a job is written as an object; later it is a list of {@code NAME=VALUE}. */
    boolean environmentIsObject() {
        return number <= 38;
    }

    /** Whether numbers that may be missing are written as {@code {set, number}}. */
    boolean numbersAreObjects() {
        return number >= 39;
    }

    /** Whether devices and nodes are named as by sbatch's options; later there is {@code tres_per_…}, and nodes can be chosen. */
    boolean knowsSbatchsNames() {
        return number <= 38;
    }

    /** Whether whole nodes are asked for by {@code exclusive}; later it is {@code shared}. */
    boolean knowsExclusive() {
        return number <= 39;
    }

    /** A path of the controller's part. */
    String slurm(String path) {
        return "/slurm/" + this + path;
    }

    /** A path of the database's part. */
    String slurmdb(String path) {
        return "/slurmdb/" + this + path;
    }

    @Override
    public String toString() {
        return "v0.0." + number;
    }
}
