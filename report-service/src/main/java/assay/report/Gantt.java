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
    private static final double LEGEND_ROW = 18;
    private static final double LETTER = 6.2;
    private static final double ROW = 34;
    private static final double BAR = 20;

    private final List<Lane> lanes;
    private final double end;
    private final Set<Activity> seen = EnumSet.noneOf(Activity.class);

    Gantt(Timeline timeline) {
        this.lanes = timeline.lanes();
        this.end = Math.max(1e-9, lanes.stream().flatMap(lane -> lane.segments().stream()).mapToDouble(Segment::to).max().orElse(0));
        lanes.forEach(lane -> lane.segments().forEach(segment -> seen.add(segment.activity())));
    }

    boolean empty() {
        return lanes.isEmpty();
    }

    String draw() {
        double top = legend(new Svg(0, "", "")) + LEGEND_ROW;
        double bottom = top + lanes.size() * ROW;
        Svg svg = new Svg((int) bottom + 44, "Timeline of the jobs", "One bar for each job, from its submission to its end. The times stand in the table.");
        legend(svg);
        for (Tick tick : Ticks.between(0, end)) {
            svg.line("grid", x(tick.x()), top, x(tick.x()), bottom).text("tick middle", x(tick.x()), bottom + 16, tick.label());
        }
        for (int i = 0; i < lanes.size(); i++) {
            double y = top + i * ROW + (ROW - BAR) / 2;
            svg.text("tick end", LEFT - 8, y + BAR - 5, lanes.get(i).label());
            for (Segment segment : lanes.get(i).segments()) {
                svg.rect(kind(segment.activity()), x(segment.from()), y, Math.max(0.6, x(segment.to()) - x(segment.from()) - 1), BAR,
                        segment.activity().words() + ", " + Numbers.seconds(segment.seconds()));
            }
        }
        return svg.line("axis", LEFT, bottom, RIGHT, bottom).text("label middle", (LEFT + RIGHT) / 2, bottom + 38, "seconds since the request").done();
    }

    /** Draws the legend in as many rows as it needs and says where the last one ends. */
    private double legend(Svg svg) {
        double at = 12;
        double row = 8;
        for (Activity activity : seen) {
            double width = 34 + LETTER * activity.words().length();
            if (at + width > Svg.WIDTH) {
                at = 12;
                row += LEGEND_ROW;
            }
            svg.rect(kind(activity), at, row, 11, 11).text("tick", at + 16, row + 10, activity.words());
            at += width;
        }
        return row + LEGEND_ROW;
    }

    private static String kind(Activity activity) {
        return "act " + activity.name().toLowerCase(Locale.ROOT);
    }

    private double x(double seconds) {
        return LEFT + seconds / end * (RIGHT - LEFT);
    }
}
