package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows in columns. */
class TableTest {
    @Test
    void shouldMakeColumnsAsWideAsTheyNeedToBe() {
        // given
        Table table = new Table(List.of("NAME", "N", "WORDS"), Set.of(1));
        table.row(List.of("a", "10", "one two"));
        // then
        assertThat(table.lines(" ")).containsExactly(" NAME   N  WORDS", " a     10  one two");
        assertThatThrownBy(() -> table.row(List.of("a"))).hasMessageContaining("Expected 3 cells");
    }

    @Test
    void shouldGoOnBelowWhereTheTerminalIsNarrow() {
        // given
        Table table = new Table(List.of("NAME", "WORDS"), Set.of());
        table.row(List.of("a", "words that need more than one line"));
        // then
        assertThat(table.lines("", new Terminal(30, 24))).containsExactly("NAME  WORDS", "a     words that need more", "        than one line");
        assertThat(table.lines("", new Terminal(0, 0))).hasSize(2);
    }
}
