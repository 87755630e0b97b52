package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.Watched.Snapshot;
import assay.events.Envelope;
import assay.testkit.SampleRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void shouldCutLinesToTheWidth() {
        assertThat(new Terminal(20, 10).fit(List.of("✓ 45678901234567890", "✓ 456789012345678901", "✓ 4567890123456789012")))
                .containsExactly("✓ 45678901234567890", "✓ 456789012345678901", "✓ 45678901234567890…");
    }

    @Test
    void shouldLeaveOutTheMiddleOfWhatIsTooHigh() {
        assertThat(new Terminal(80, 6).fit(List.of("1", "2", "3", "4", "5", "6", "7", "8"))).containsExactly("1", "2", "   … 4 more lines", "7", "8");
    }

    @Test
    void shouldWrapWords() {
        assertThat(new Terminal(20, 10).wrap("the server is gone; starting another one")).containsExactly("the server is gone;", "  starting another", "  one");
        assertThat(new Terminal(20, 10).wrap("    | a line of a log")).containsExactly("    | a line of a", "      log");
        assertThat(new Terminal(20, 10).wrap("x".repeat(25))).containsExactly("x".repeat(20), "  " + "x".repeat(5));
    }

    @Test
    void shouldNotBeThereWhereThePictureHasNoPlace() {
        assertThat(new Terminal(0, 0).present()).isFalse();
        assertThat(new Terminal(10, 24).present()).isFalse();
        assertThat(new Terminal(80, 24).present()).isTrue();
    }

    @Test
    void shouldNeitherRepeatAPictureNorHideTheCursor() {
        // given
        List<Envelope> log = SampleRun.log(1, 20);
        Snapshot end = Samples.after(log);
        Clock clock = Clock.fixed(log.getLast().time(), ZoneOffset.UTC);
        RunPicture picture = new RunPicture("7k3q2m", "runs/x", 120);
        // when
        try (TerminalDisplay display = new TerminalDisplay(new PrintStream(written, true, StandardCharsets.UTF_8), clock, picture, new Terminal(120, 30))) {
            display.told(log.getLast(), end);
            display.say("something else");
        }
        // then
        String text = written.toString(StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("\u001b[?25l").endsWith("\r\u001b[J");
        picture.lines(end, clock.instant()).forEach(line -> assertThat(text).containsOnlyOnce(line));
        assertThat(text).containsOnlyOnce("assay: something else");
    }
}
