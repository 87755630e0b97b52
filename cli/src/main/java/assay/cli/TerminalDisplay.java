package assay.cli;

import assay.core.run.Run;
import assay.events.Envelope;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Redraws one picture in place, twice a second and only where it changed, so that nothing flickers. */
final class TerminalDisplay implements Display, AutoCloseable {
    private static final int PERIOD_MS = 500;
    private final PrintStream out;
    private final Clock clock;
    private final String output;
    private final int columns;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("assay-display").factory());
    private Supplier<Optional<Watched.Snapshot>> source = Optional::empty;
    private List<String> drawn = List.of();

    TerminalDisplay(PrintStream out, Clock clock, String output, int columns) {
        this.out = out;
        this.clock = clock;
        this.output = output;
        this.columns = columns;
    }

    /** Draws from now on what the source gives. */
    void start(Supplier<Optional<Watched.Snapshot>> pictures) {
        source = pictures;
        timer.scheduleAtFixedRate(this::draw, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void show(Envelope envelope, Run run) {
        // The timer draws; events only change what it will find.
    }

    private synchronized void draw() {
        source.get().ifPresent(snapshot -> {
            List<String> lines = new ArrayList<>();
            lines.add(RunPicture.headline(snapshot.run(), output));
            lines.addAll(RunPicture.lines(snapshot, clock.instant()));
            redraw(lines.stream().map(this::cut).toList());
        });
    }

    private String cut(String line) {
        return line.length() <= columns ? line : line.substring(0, columns - 1) + "…";
    }

    private void redraw(List<String> lines) {
        if (lines.equals(drawn)) {
            return;
        }
        StringBuilder text = new StringBuilder();
        if (!drawn.isEmpty()) {
            text.append("\u001b[").append(drawn.size()).append('A');
        }
        for (int i = 0; i < lines.size(); i++) {
            boolean same = i < drawn.size() && drawn.get(i).equals(lines.get(i));
            text.append(same ? "\n" : "\r\u001b[2K" + lines.get(i) + "\n");
        }
        if (drawn.size() > lines.size()) {
            text.append("\u001b[J");
        }
        out.print(text);
        out.flush();
        drawn = lines;
    }

    /** Draws the last picture and stops. */
    @Override
    public void close() {
        timer.shutdown();
        draw();
    }
}
