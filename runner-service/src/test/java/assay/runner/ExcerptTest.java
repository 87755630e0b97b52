package assay.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void shouldCutAndMarkWhatIsTooLong() {
        // given
        String text = "x".repeat(500);
        // when
        String line = Excerpt.line(text, 400);
        // then
        assertThat(line).hasSize(401).endsWith("…");
    }

    @Test
    void shouldReplaceControlCharacters() {
        // given
        String text = "a\u0000b\u001b[31mc\nd";
        // when
        String line = Excerpt.line(text, 400);
        // then
        assertThat(line).isEqualTo("a b [31mc d");
    }

    @Test
    void shouldNeverLeaveHalfACharacter() {
        // given
        String text = "ok \ud83d\ude00\ud83d\ude00 \ud800 end";
        // when
        String whole = Excerpt.line(text, 400);
        String cut = Excerpt.line(text, 4);
        // then
        assertThat(new String(whole.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(whole);
        assertThat(whole).contains("\ufffd");
        assertThat(cut).isEqualTo("ok \ud83d\ude00…");
    }
}
