package assay.report;

import assay.core.report.Numbers;
import assay.core.report.Timeline;
import assay.core.report.Timeline.Activity;
import assay.core.report.Timeline.Lane;
import assay.core.report.Timeline.Segment;
import assay.report.LinePlot.Tick;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Draws the life of each job as a bar. */
final class Gantt {
    private static final double LEFT = 110;
    private static final double RIGHT = Svg.WIDTH - 16.0;
    private static final double TOP = 34;
    private static final double ROW = 34;
    private static final double BAR = 20;

    private final List<Lane> lanes;
    private final double end;

    Gantt(Timeline timeline) {
        this.lanes = timeline.lanes();
        this.end = Math.max(1e-9, lanes.stream().flatMap(lane -> lane.segments().stream()).mapToDouble(Segment::to).max().orElse(0));
    }

    boolean empty() {
        return lanes.isEmpty();
    }

    String draw() {
        double bottom = TOP + lanes.size() * ROW;
        Svg svg = new Svg((int) bottom + 44, "Timeline of the jobs", "One bar for each job, from its submission to its end. The times stand in the table.");
        legend(svg);
        for (Tick tick : Ticks.between(0, end)) {
            svg.line("grid", x(tick.x()), TOP, x(tick.x()), bottom).text("tick middle", x(tick.x()), bottom + 16, tick.label());
        }
        for (int i = 0; i < lanes.size(); i++) {
            double y = TOP + i * ROW + (ROW - BAR) / 2;
            svg.text("tick end", LEFT - 8, y + BAR - 5, lanes.get(i).label());
            for (Segment segment : lanes.get(i).segments()) {
                svg.rect(kind(segment.activity()), x(segment.from()), y, Math.max(0.6, x(segment.to()) - x(segment.from()) - 1), BAR,
                        segment.activity().words() + ", " + Numbers.seconds(segment.seconds()));
            }
        }
        return svg.line("axis", LEFT, bottom, RIGHT, bottom).text("label middle", (LEFT + RIGHT) / 2, bottom + 38, "seconds since the request").done();
    }

    private void legend(Svg svg) {
        Set<Activity> seen = EnumSet.noneOf(Activity.class);
        lanes.forEach(lane -> lane.segments().forEach(segment -> seen.add(segment.activity())));
        double at = 4;
        for (Activity activity : seen) {
            svg.rect(kind(activity), at, 8, 11, 11).text("tick", at + 16, 18, activity.words());
            at += 16 + 5.6 * activity.words().length() + 16;
        }
    }

    private static String kind(Activity activity) {
        return "act " + activity.name().toLowerCase(Locale.ROOT);
    }

    private double x(double seconds) {
        return LEFT + seconds / end * (RIGHT - LEFT);
    }
}
