package assay.core.report;

import assay.core.report.Timeline.Activity;
import assay.core.report.Timeline.Lane;
import assay.core.report.Timeline.Segment;
import assay.events.JobEvent.JobEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where the node-seconds went.
 *
 * @param billed   nodes x time that the jobs held, as their ends report it
 * @param measured nodes x time inside measured windows, of every job that held nodes meanwhile; overlapping windows count once
 * @param rest     where the others went, largest first as far as the jobs' own events tell; the part they do not tell is the job's start and end on the cluster
 */
public record Efficiency(double billed, double measured, List<Share> rest) {
    public Efficiency {
        rest = List.copyOf(rest);
    }

    /** Node-seconds that were not measured, and what the job did meanwhile. */
    public record Share(String job, String activity, double nodeSeconds) {
    }

    /** Measured by billed, from 0 to 1; 0 when nothing was billed. */
    public double ratio() {
        return billed > 0 ? Math.min(1, measured / billed) : 0;
    }

    static Efficiency of(RunLog log, List<Lane> lanes, List<Window> windows) {
        List<Segment> measuring = union(log.start(), windows.stream().filter(window -> window.measurement().measured()).toList());
        double billed = log.all(JobEnded.class).stream().mapToDouble(entry -> entry.event().nodeSeconds()).sum();
        double measured = 0;
        List<Share> rest = new ArrayList<>();
        for (Lane lane : lanes) {
            Map<Activity, Double> lost = new EnumMap<>(Activity.class);
            for (Segment segment : lane.segments()) {
                if (segment.activity().holdsNodes()) {
                    double inside = measuring.stream().mapToDouble(window -> overlap(segment, window)).sum();
                    measured += inside * lane.nodes();
                    lost.merge(segment.activity(), (segment.seconds() - inside) * lane.nodes(), Double::sum);
                }
            }
            lost.forEach((activity, nodeSeconds) -> rest.add(new Share(lane.label(), words(activity), nodeSeconds)));
        }
        double told = measured + rest.stream().mapToDouble(Share::nodeSeconds).sum();
        rest.add(new Share("", "held before the job's first and after its last own event", Math.max(0, billed - told)));
        rest.removeIf(share -> share.nodeSeconds() < 0.05);
        rest.sort((a, b) -> Double.compare(b.nodeSeconds(), a.nodeSeconds()));
        return new Efficiency(billed, measured, rest);
    }

    private static String words(Activity activity) {
        return activity == Activity.SERVING ? "ready, outside the measured windows" : activity.words();
    }

    private static double overlap(Segment segment, Segment window) {
        return Math.max(0, Math.min(segment.to(), window.to()) - Math.max(segment.from(), window.from()));
    }

    private static List<Segment> union(Instant origin, List<Window> windows) {
        List<Segment> union = new ArrayList<>();
        windows.stream().map(window -> new Segment(Activity.MEASURE, since(origin, window.measurement().start()), since(origin, window.measurement().end())))
                .filter(segment -> segment.to() > segment.from())
                .sorted((a, b) -> Double.compare(a.from(), b.from()))
                .forEach(segment -> join(union, segment));
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

    private static double since(Instant origin, Instant time) {
        return Duration.between(origin, time).toNanos() / 1e9;
    }
}
