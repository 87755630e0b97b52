package assay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A plot of lines over one axis; the value axis begins at zero. Lines of one name share a colour and an entry in the legend. Built, drawn once, thrown away. */
final class LinePlot {
    private static final int HEIGHT = 284;
    private static final double LEFT = 64;
    private static final double RIGHT = Svg.WIDTH - 16.0;
    private static final double TOP = 54;
    private static final double BOTTOM = HEIGHT - 44.0;
    private static final int COLOURS = 6;
    private static final int TICKS = 5;
    private static final int FEW = 4;
    private static final double LEGEND = 18;
    private static final double LETTER = 6.4;
    private static final double ROOM_FOR_MORE = 100;

    private final String title;
    private final String valueLabel;
    private final String axisLabel;
    private final List<Line> lines = new ArrayList<>();
    private final List<Point> bands = new ArrayList<>();
    private final List<Tick> ticks = new ArrayList<>();
    private final List<Point> axis = new ArrayList<>(1);

    /** A place, or the two ends of a band. */
    record Point(double x, double y) {
    }

    /** A mark on the horizontal axis. */
    record Tick(double x, String label) {
    }

    private record Line(String name, List<Point> points) {
    }

    LinePlot(String title, String valueLabel, String axisLabel) {
        this.title = title;
        this.valueLabel = valueLabel;
        this.axisLabel = axisLabel;
    }

    LinePlot line(String name, List<Point> points) {
        List<Point> finite = points.stream().filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y())).toList();
        if (finite.size() > 1) {
            lines.add(new Line(name, finite));
        }
        return this;
    }

    /** Shades a stretch, such as a measured window. */
    LinePlot band(double from, double to) {
        bands.add(new Point(from, to));
        return this;
    }

    /** Sets the marks of the horizontal axis, which otherwise are chosen. */
    LinePlot ticks(List<Tick> chosen) {
        ticks.addAll(chosen);
        return this;
    }

    /** Sets the ends of the horizontal axis, which otherwise are those of the lines. */
    LinePlot over(double from, double to) {
        axis.add(new Point(from, to));
        return this;
    }

    boolean empty() {
        return lines.isEmpty();
    }

    String draw() {
        double fromX = axis.stream().mapToDouble(Point::x).findFirst().orElseGet(() -> points().mapToDouble(Point::x).min().orElse(0));
        double toX = Math.max(fromX + 1e-9, axis.stream().mapToDouble(Point::y).findFirst().orElseGet(() -> points().mapToDouble(Point::x).max().orElse(1)));
        double highest = points().mapToDouble(Point::y).max().orElse(1);
        double step = Ticks.step(Math.max(1e-9, highest), TICKS);
        return new Drawing(fromX, toX, step, Math.max(step, step * Math.ceil(highest / step + 1e-9))).draw();
    }

    private Stream<Point> points() {
        return lines.stream().flatMap(line -> line.points().stream());
    }

    /** The axes' scales while drawing. */
    private final class Drawing {
        private final double fromX;
        private final double toX;
        private final double step;
        private final double toY;
        private final Svg svg = new Svg(HEIGHT, title, valueLabel + " over " + axisLabel + "; " + lines.size() + (lines.size() == 1 ? " line" : " lines") + ". The numbers stand in the tables.");

        Drawing(double fromX, double toX, double step, double toY) {
            this.fromX = fromX;
            this.toX = toX;
            this.step = step;
            this.toY = toY;
        }

        String draw() {
            bands.forEach(band -> svg.rect("band", x(clamp(band.x())), TOP, x(clamp(band.y())) - x(clamp(band.x())), BOTTOM - TOP));
            for (double value = 0; value <= toY * 1.0001; value += step) {
                svg.line(value == 0 ? "axis" : "grid", LEFT, y(value), RIGHT, y(value)).text("tick end", LEFT - 8, y(value) + 4, Ticks.label(rounded(value)));
            }
            for (Tick tick : ticks.isEmpty() ? Ticks.between(fromX, toX) : ticks) {
                if (tick.x() >= fromX - 1e-9 && tick.x() <= toX + 1e-9) {
                    svg.line("axis", x(tick.x()), BOTTOM, x(tick.x()), BOTTOM + 4).text("tick middle", x(tick.x()), BOTTOM + 17, tick.label());
                }
            }
            svg.text("label", LEFT, TOP - 14, valueLabel).text("label middle", (LEFT + RIGHT) / 2, HEIGHT - 6, axisLabel);
            double at = RIGHT;
            List<String> names = lines.stream().map(Line::name).distinct().toList();
            String weight = lines.size() > names.size() + FEW ? "line thin s" : "line s";
            lines.reversed().forEach(line -> svg.polyline(weight + names.indexOf(line.name()) % COLOURS, points(line)));
            if (lines.size() > 1) {
                legend(names);
            }
            return svg.done();
        }

        /** From the right, in one row; for what has no room there it says so. */
        private void legend(List<String> names) {
            double at = RIGHT;
            for (int i = names.size() - 1; i >= 0; i--) {
                double width = LETTER * names.get(i).length() + 38;
                if (at - width < ROOM_FOR_MORE && i > 0) {
                    svg.text("tick", 12, LEGEND, "and " + (i + 1) + " more");
                    return;
                }
                svg.text("tick end", at, LEGEND, names.get(i));
                double mark = at - LETTER * names.get(i).length() - 8;
                svg.line("line s" + i % COLOURS, mark - 14, LEGEND - 4, mark, LEGEND - 4);
                at -= width;
            }
        }

        private String points(Line line) {
            StringBuilder points = new StringBuilder();
            line.points().forEach(point -> points.append(points.isEmpty() ? "" : " ").append(Svg.plain(x(point.x()))).append(',').append(Svg.plain(y(point.y()))));
            return points.toString();
        }

        private double clamp(double value) {
            return Math.clamp(value, fromX, toX);
        }

        private double x(double value) {
            return LEFT + (value - fromX) / (toX - fromX) * (RIGHT - LEFT);
        }

        private double y(double value) {
            return BOTTOM - Math.max(0, value) / toY * (BOTTOM - TOP);
        }

        private double rounded(double value) {
            return Math.rint(value / step) * step;
        }
    }
}
