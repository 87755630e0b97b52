package assay.loadgen.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {
    private static Map<String, Long> drawn(String text) {
        return Script.parse("test", 1, text).draw(10, new SplittableRandom(1));
    }

    @Test
    void shouldRunTheTransactionThatPgbenchRuns() {
        // when
        Script script = Script.builtIn("tpcb-like", 1);

        // then
        assertThat(script.statements()).hasSize(7);
        assertThat(script.statements().getFirst()).isEqualTo(new Statement("BEGIN", List.of()));
        assertThat(script.statements().get(1)).isEqualTo(new Statement("UPDATE pgbench_accounts SET abalance = abalance + $1 WHERE aid = $2", List.of("delta", "aid")));
        assertThat(script.statements().get(5).parameters()).containsExactly("tid", "bid", "aid", "delta");
    }

    @Test
    void shouldDrawWithinTheBounds() {
        // given
        Script script = Script.builtIn("tpcb-like", 1);
        SplittableRandom random = new SplittableRandom(1);

        // then
        for (int i = 0; i < 10_000; i++) {
            Map<String, Long> drawn = script.draw(3, random);
            assertThat(drawn.get("aid")).isBetween(1L, 300_000L);
            assertThat(drawn.get("tid")).isBetween(1L, 30L);
            assertThat(drawn.get("bid")).isBetween(1L, 3L);
            assertThat(drawn.get("delta")).isBetween(-5000L, 5000L);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            2 + 3 * 4;                         14
            (2 + 3) * 4;                       20
            -7 + 10 - 1 - 1;                   1
            17 / 5;                            3
            17 % 5;                            2
            :scale * 2;                        20
            random(4, 4) + random(:scale, 10); 14
            """)
    void shouldCompute(String expression, long value) {
        assertThat(drawn("\\set x " + expression + "\nSELECT :x;\n")).containsEntry("x", value);
    }

    @Test
    void shouldLeaveAloneWhatOnlyLooksLikeAParameter() {
        // when
        Statement statement = Script.parse("test", 1, "\\set a 1\nSELECT ':a', 'it''s :a', \":a\", :a::bigint -- :b\nFROM t\nWHERE a = :a;").statements().getFirst();

        // then
        assertThat(statement).isEqualTo(new Statement("SELECT ':a', 'it''s :a', \":a\", $1::bigint -- :b\nFROM t\nWHERE a = $1", List.of("a")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            SELECT :b                    ; ':b' is not set
            \\set a :b|SELECT 1          ; ':b' is not set
            \\set a zipf(1, 2)|SELECT 1  ; random(a, b) is the only function
            \\set a random(1)|SELECT 1   ; expected ','
            \\set a 1 +|SELECT 1         ; expected a number
            \\set a 1 2|SELECT 1         ; expected the end of the line
            \\sleep 1 ms|SELECT 1        ; only '\\set name expression' can
            -- nothing                   ; it has no SQL statement
            """)
    void shouldSayWhatItCannotUse(String text, String words) {
        assertThatThrownBy(() -> Script.parse("test", 1, text.replace("\\\\", "\\").replace('|', '\n'))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words.replace("\\\\", "\\"));
    }

    @Test
    void shouldTakeScriptsByTheirWeights() {
        // given
        Scripts scripts = Scripts.of(List.of("select-only@3", "tpcb-like"));
        SplittableRandom random = new SplittableRandom(1);

        // when
        long second = random.longs(8000).map(ignored -> scripts.draw(random)).sum();

        // then
        assertThat(second).isBetween(1800L, 2200L);
    }
}
