package assay.core.report;

import assay.core.report.Efficiency.Share;
import assay.core.report.Timeline.Activity;
import assay.core.report.Timeline.Lane;
import assay.core.report.Timeline.Segment;
import assay.events.JobEvent.JobEnded;
import assay.events.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splits the bill of each attempt into what it did meanwhile, as its own events tell it. What they do not tell is the time before its first and
 * after its last word. Where they tell of more than the cluster bills, which counts whole seconds by another clock, all parts are scaled down to
 * the bill. Confined to one call.
 */
final class NodeSeconds {
    private final RunLog log;
    private final Jobs jobs;
    private final List<Window> windows;
    private final Map<String, Share> rest = new LinkedHashMap<>();
    private double billed;
    private double measured;

    private NodeSeconds(RunLog log, Jobs jobs, List<Window> windows) {
        this.log = log;
        this.jobs = jobs;
        this.windows = windows.stream().filter(Window::measured).toList();
    }

    static Efficiency of(RunLog log, Jobs jobs, List<Lane> lanes, List<Window> windows) {
        NodeSeconds seconds = new NodeSeconds(log, jobs, windows);
        Map<Token, Double> bills = new LinkedHashMap<>();
        log.all(JobEnded.class).forEach(entry -> bills.putIfAbsent(entry.event().token(), entry.event().nodeSeconds()));
        bills.forEach((token, bill) -> seconds.split(token, bill, lanes.stream().filter(lane -> lane.token().equals(token)).flatMap(lane -> lane.segments().stream()).toList()));
        List<Share> rest = seconds.rest.values().stream().filter(share -> share.nodeSeconds() > 0).sorted((a, b) -> Double.compare(b.nodeSeconds(), a.nodeSeconds())).toList();
        return new Efficiency(seconds.billed, seconds.measured, rest);
    }

    private void split(Token token, double bill, List<Segment> segments) {
        billed += bill;
        if (!log.lastAttempt(token.job()).equals(Optional.of(token))) {
            lose(token, "attempts taken away by the cluster", bill);
            return;
        }
        int nodes = jobs.all().stream().filter(job -> job.name().equals(token.job())).mapToInt(job -> job.nodes()).findFirst().orElse(1);
        List<Segment> held = segments.stream().filter(segment -> segment.activity().holdsNodes()).toList();
        double told = held.stream().mapToDouble(Segment::seconds).sum() * nodes;
        double scale = nodes * (told > bill ? bill / told : 1);
        List<Segment> measuring = measuring(token);
        for (Segment segment : held) {
            double inside = measuring.stream().mapToDouble(window -> overlap(segment, window)).sum();
            measured += inside * scale;
            lose(token, words(segment.activity()), (segment.seconds() - inside) * scale);
        }
        lose(token, "held before its first and after its last own word", Math.max(0, bill - told));
    }

    private void lose(Token token, String activity, double nodeSeconds) {
        String component = jobs.component(token.job());
        rest.merge(component + "/" + activity, new Share(component, activity, nodeSeconds), Share::with);
    }

    private static String words(Activity activity) {
        return switch (activity) {
            case SERVING -> "ready, outside the measured windows";
            case MEASURE -> "measuring, outside the windows that count";
            case QUEUED, STARTING, WAITING, PREPARE, WARMUP, BETWEEN, STOPPING, ENDING -> activity.words();
        };
    }

    /** The measured windows that the attempt's job took part in, without overlaps. */
    private List<Segment> measuring(Token token) {
        List<Segment> union = new ArrayList<>();
        jobs.all().stream().filter(job -> job.name().equals(token.job())).map(job -> jobs.windows(job, windows)).flatMap(Collection::stream)
                .map(window -> new Segment(Activity.MEASURE, since(window.measurement().start()), since(window.measurement().end())))
                .sorted((a, b) -> Double.compare(a.from(), b.from())).forEach(segment -> join(union, segment));
        return union;
    }

    private static void join(List<Segment> union, Segment segment) {
        if (union.isEmpty() || union.getLast().to() < segment.from()) {
            union.add(segment);
        } else {
            Segment last = union.removeLast();
            union.add(new Segment(Activity.MEASURE, last.from(), Math.max(last.to(), segment.to())));
        }
    }

    private static double overlap(Segment segment, Segment window) {
        return Math.max(0, Math.min(segment.to(), window.to()) - Math.max(segment.from(), window.from()));
    }

    private double since(Instant time) {
        return Duration.between(log.start(), time).toNanos() / 1e9;
    }
}
