package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.events.Envelope;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Redraws one picture in place, a few times a second and only the lines that changed, so that nothing flickers. The cursor rests below the
 * picture and is never hidden, so there is nothing to give back when the process is killed.
 */
final class TerminalDisplay implements Display {
    private static final int PERIOD_MS = 250;
    private final PrintStream out;
    private final Clock clock;
    private final RunPicture picture;
    private final Terminal terminal;
    private final Instant begun;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("assay-display").factory());
    private final List<String> said = new ArrayList<>();
    private Optional<Snapshot> newest = Optional.empty();
    private List<String> drawn = List.of();

    TerminalDisplay(PrintStream out, Clock clock, RunPicture picture, Terminal terminal) {
        this.out = out;
        this.clock = clock;
        this.picture = picture;
        this.terminal = terminal;
        this.begun = clock.instant();
        timer.scheduleAtFixedRate(this::draw, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void told(Envelope envelope, Snapshot snapshot) {
        newest = Optional.of(snapshot);
    }

    @Override
    public synchronized void progressed(Snapshot snapshot) {
        newest = Optional.of(snapshot);
    }

    @Override
    public synchronized void say(String words) {
        said.addAll(terminal.wrap("assay: " + words));
        draw();
    }

    private synchronized void draw() {
        Instant now = clock.instant();
        List<String> lines = new ArrayList<>(newest.map(snapshot -> picture.lines(snapshot, now))
                .orElseGet(() -> picture.beforeTheFirstEvent(Duration.between(begun, now))));
        lines.addAll(said);
        redraw(terminal.fit(lines));
    }

    private void redraw(List<String> lines) {
        if (lines.equals(drawn)) {
            return;
        }
        StringBuilder text = new StringBuilder("\r");
        if (!drawn.isEmpty()) {
            text.append("\u001b[").append(drawn.size()).append('A');
        }
        for (int i = 0; i < lines.size(); i++) {
            boolean same = i < drawn.size() && drawn.get(i).equals(lines.get(i));
            text.append(same ? "\n" : "\u001b[2K" + lines.get(i) + "\n");
        }
        out.print(text.append("\u001b[J"));
        out.flush();
        drawn = lines;
    }

    /** Draws the last picture and stops; what the terminal echoed behind it, such as ^C, goes. */
    @Override
    public synchronized void close() {
        timer.shutdown();
        draw();
        out.print("\r\u001b[J");
        out.flush();
    }
}
