package assay.loadgen;

import assay.loadgen.engine.Goal;
import assay.loadgen.engine.LoadPlan;
import assay.loadgen.schedule.Rate;
import assay.loadgen.schedule.Spacing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options that all drivers have in common: the load, its phases, and where the results go. */
final class LoadOptions {
    private static final Set<String> LIMITS = Set.of("ttft", "tpot", "latency");

    @Option(names = "--users", paramLabel = "N", defaultValue = "4",
            description = "Closed load: how many ask at the same time. Open load: the most requests at a time. Default: ${DEFAULT-VALUE}.")
    int users;
    @Option(names = "--rate", paramLabel = "RATE", defaultValue = "",
            description = "Open load: requests a second, as 500, ramp(100, 1000) or steps(100, 200, 400). Without it the load is closed.")
    String rate;
    @Option(names = "--spacing", paramLabel = "HOW", defaultValue = "poisson", description = "Open load: poisson or regular. Default: ${DEFAULT-VALUE}.")
    Spacing spacing;
    @Option(names = "--think-time", paramLabel = "TIME", defaultValue = "0", description = "Closed load: pause of a user behind each answer. Default: none.")
    Duration think;
    @Option(names = "--warmup", paramLabel = "TIME", defaultValue = "5s", description = "Load that does not count. Default: ${DEFAULT-VALUE}.")
    Duration warmup;
    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "20s", description = "The measured window. Default: ${DEFAULT-VALUE}.")
    Duration duration;
    @Option(names = "--drain", paramLabel = "TIME", defaultValue = "10s",
            description = "How long behind the window its requests may take to end. Default: ${DEFAULT-VALUE}.")
    Duration drain;
    @Option(names = "--timeout", paramLabel = "TIME", defaultValue = "60s", description = "How long a request may take. Default: ${DEFAULT-VALUE}.")
    Duration timeout;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the schedule and of what is asked for. Default: ${DEFAULT-VALUE}.")
    long seed;
    @Option(names = "--start-at", paramLabel = "MICROS", defaultValue = "0",
            description = "Begin with the warm-up at this Unix time in microseconds. Default: at once.")
    long startAt;
    @Option(names = "--slo", paramLabel = "NAME=TIME", split = ",",
            description = "What makes a request a good one: latency=50ms, and for streams of tokens ttft= and tpot=.")
    Map<String, Duration> slo = new TreeMap<>();
    @Option(names = "--event-loops", paramLabel = "N", defaultValue = "0", description = "Threads that send and receive. Default: as many as CPUs.")
    int eventLoops;
    @Option(names = "--output", paramLabel = "DIRECTORY", defaultValue = "${env:ASSAY_OUTPUT:-.}",
            description = "Where the files go. Default: $ASSAY_OUTPUT, else the current directory.")
    Path output;
    @Option(names = "--records", description = "Keep a line for each request, in requests.jsonl.gz.")
    boolean records;
    @Option(names = "--quiet", description = "No line a second on standard error.")
    boolean quiet;
    @Option(names = "--prepare-only", description = "Make what the load needs, such as tables, and end.")
    boolean prepareOnly;
    @Option(names = "--no-prepare", description = "What the load needs is there.")
    boolean noPrepare;

    /** The plan, or what is wrong with it. */
    LoadPlan plan() {
        require(users >= 1, "--users must be at least 1");
        require(!duration.isZero(), "--duration must be longer than nothing");
        require(!timeout.isZero(), "--timeout must be longer than nothing");
        require(eventLoops >= 0, "--event-loops must not be negative");
        require(!(prepareOnly && noPrepare), "--prepare-only and --no-prepare exclude each other");
        require(rate.isBlank() || think.isZero(), "--think-time belongs to a closed load, --rate to an open one");
        require(LIMITS.containsAll(slo.keySet()), "--slo knows " + new TreeMap<>(Map.of("ttft", 0, "tpot", 0, "latency", 0)).keySet() + ", not " + slo.keySet());
        int lanes = Math.min(users, eventLoops == 0 ? Runtime.getRuntime().availableProcessors() : eventLoops);
        LoadPlan.Model model = rate.isBlank() ? new LoadPlan.Closed(think) : new LoadPlan.Open(Rate.parse(rate), spacing);
        return new LoadPlan(model, users, lanes, warmup, duration, drain, timeout, seed, startAt, goal());
    }

    private Goal goal() {
        return new Goal(Optional.ofNullable(slo.get("ttft")), Optional.ofNullable(slo.get("tpot")), Optional.ofNullable(slo.get("latency")));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
