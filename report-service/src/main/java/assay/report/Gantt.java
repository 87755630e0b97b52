package assay.report;

import assay.core.report.Numbers;
import assay.core.report.Timeline;
import assay.core.report.Timeline.Activity;
import assay.core.report.Timeline.Lane;
import assay.core.report.Timeline.Segment;
import assay.report.LinePlot.Tick;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Draws the life of each attempt as a bar. Attempts of one service or client, or of one replica of it, share a row as long as they do not
 * overlap, so that a run of many repetitions stays as low as one of a single job.
 */
final class Gantt {
    private static final double LEAST_LEFT = 110;
    private static final double MOST_LEFT = 230;
    private static final double RIGHT = Svg.WIDTH - 16.0;
    private static final double LEGEND_ROW = 18;
    private static final double LETTER = 6.2;
    private static final double ROW = 34;
    private static final double NARROW_ROW = 22;
    private static final int MOST_WIDE_ROWS = 12;

    private final List<Row> rows = new ArrayList<>();
    private final double left;
    private final double height;
    private final double end;
    private final Set<Activity> seen = EnumSet.noneOf(Activity.class);

    /** Bars beside each other. */
    private record Row(String name, List<Lane> lanes) {
        boolean free(Lane lane) {
            return lanes.stream().allMatch(other -> other.segments().getLast().to() <= lane.segments().getFirst().from()
                    || lane.segments().getLast().to() <= other.segments().getFirst().from());
        }
    }

    Gantt(Timeline timeline) {
        timeline.lanes().forEach(this::place);
        this.left = Math.clamp(16 + LETTER * rows.stream().mapToInt(row -> row.name.length()).max().orElse(0), LEAST_LEFT, MOST_LEFT);
        this.height = rows.size() > MOST_WIDE_ROWS ? NARROW_ROW : ROW;
        this.end = Math.max(1e-9, timeline.lanes().stream().flatMap(lane -> lane.segments().stream()).mapToDouble(Segment::to).max().orElse(0));
        timeline.lanes().forEach(lane -> lane.segments().forEach(segment -> seen.add(segment.activity())));
    }

    /** Rows of one name stand together, in the order in which their first bars come. */
    private void place(Lane lane) {
        int last = -1;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).name.equals(lane.row())) {
                if (rows.get(i).free(lane)) {
                    rows.get(i).lanes.add(lane);
                    return;
                }
                last = i;
            }
        }
        rows.add(last < 0 ? rows.size() : last + 1, new Row(lane.row(), new ArrayList<>(List.of(lane))));
    }

    boolean empty() {
        return rows.isEmpty();
    }

    String draw() {
        double top = legend(new Svg(0, "", "")) + LEGEND_ROW;
        double bottom = top + rows.size() * height;
        Svg svg = new Svg((int) bottom + 44, "Timeline of the jobs", "One bar for each attempt of a job, from its submission to its end. The times stand in the table.");
        legend(svg);
        for (Tick tick : Ticks.between(0, end)) {
            svg.line("grid", x(tick.x()), top, x(tick.x()), bottom).text("tick middle", x(tick.x()), bottom + 16, tick.label());
        }
        for (int i = 0; i < rows.size(); i++) {
            draw(svg, rows.get(i), top + i * height);
        }
        return svg.line("axis", left, bottom, RIGHT, bottom).text("label middle", (left + RIGHT) / 2, bottom + 38, "seconds since the request").done();
    }

    private void draw(Svg svg, Row row, double top) {
        double bar = height * 0.6;
        double y = top + (height - bar) / 2;
        svg.text("tick end", left - 8, top + height / 2 + 4, row.name);
        for (Lane lane : row.lanes) {
            for (Segment segment : lane.segments()) {
                svg.rect(kind(segment.activity()), x(segment.from()), y, Math.max(0.6, x(segment.to()) - x(segment.from()) - gap()), bar,
                        lane.label() + ": " + segment.activity().words() + ", " + Numbers.seconds(segment.seconds()));
            }
        }
    }

    /** Between two segments; none where they are too many to tell them apart. */
    private double gap() {
        long most = rows.stream().mapToLong(row -> row.lanes.stream().mapToLong(lane -> lane.segments().size()).sum()).max().orElse(0);
        return most > 60 ? 0 : 1;
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
        return left + seconds / end * (RIGHT - left);
    }
}
