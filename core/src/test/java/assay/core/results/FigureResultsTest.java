package assay.core.results;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.Figure;
import assay.events.Figure.Better;
import assay.events.Measurement;
import assay.events.recipe.FigureSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FigureResultsTest {
    private static final Instant START = Instant.ofEpochSecond(1_795_447_975L);
    private static final Instant END = START.plusSeconds(10);

    private static FigureSpec figure(String name, String regex) {
        return new FigureSpec(name, FigureSpec.STANDARD_OUTPUT, regex, "1/s", Better.HIGHER);
    }

    private static Measurement measured(String text, FigureSpec... figures) {
        return FigureResults.parse(List.of(figures), Map.of(FigureSpec.STANDARD_OUTPUT, text), START, END);
    }

    @ParameterizedTest
    @CsvSource({"12,12", "1.5,1.5", "-3,-3", "+4.,4", ".5,0.5", "1e3,1000", "2.5E-1,0.25"})
    void shouldTakeTheLastMatchsFirstGroup(String printed, double value) {
        // when
        Measurement measurement = measured("rate 99 x\nrate " + printed + " x\n", figure("rate", "rate (\\S+) (x)"));
        // then
        assertThat(measurement.measured()).isTrue();
        assertThat(measurement.figures()).containsExactly(new Figure("rate", value, "1/s", Better.HIGHER));
        assertThat(measurement.operations()).isEqualTo(-1);
        assertThat(measurement.failed()).isEqualTo(-1);
        assertThat(measurement.problems()).isEmpty();
    }

    @Test
    void shouldTakeCountsFromFiguresThatAreNamedSo() {
        // when
        Measurement measurement = measured("done 1200, broken 3", figure("operations", "done (\\d+)"), figure("errors", "broken (\\d+)"));
        // then
        assertThat(measurement.operations()).isEqualTo(1200);
        assertThat(measurement.failed()).isEqualTo(3);
        assertThat(measurement.figures()).extracting(Figure::name).containsExactly("operations", "errors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "NaN", "Infinity", "1d", "0x10", "1,000", "", "1e999", "twelve"})
    void shouldMeasureNothingWhereNoNumberStands(String printed) {
        // when
        Measurement measurement = measured("a 1\nrate <" + printed + ">", figure("a", "a (\\d)"), figure("rate", "rate <(.*)>"));
        // then
        assertThat(measurement.measured()).isFalse();
        assertThat(measurement.figures()).isEmpty();
        assertThat(measurement.problems()).containsExactly("figure rate: '" + printed + "' in stdout.txt is no number");
    }

    @Test
    void shouldSayOfEachFigureWhyItIsMissing() {
        // when
        Measurement measurement = measured("rate 1", figure("none", "no (\\d)"), figure("flat", "rate 1"), figure("absent", "rate 1(\\d)?"), figure("broken", "rate ("),
                new FigureSpec("elsewhere", "m.json", "(\\d)", "", Better.NEITHER));
        // then
        assertThat(measurement.problems()).hasSize(5);
        assertThat(measurement.problems().get(0)).isEqualTo("figure none: nothing in stdout.txt matches no (\\d)");
        assertThat(measurement.problems().get(1)).contains("no first group");
        assertThat(measurement.problems().get(2)).contains("no first group");
        assertThat(measurement.problems().get(3)).contains("cannot be read");
        assertThat(measurement.problems().get(4)).isEqualTo("figure elsewhere: the window left no file m.json");
    }

    @Test
    void shouldEndAnExpressionThatTriesForEver() {
        // when
        FigureSearch search = FigureSearch.in(figure("evil", "(x+x+)+(\\d)\\1"), "x".repeat(60), 1_000_000);
        // then
        assertThat(search).isEqualTo(new FigureSearch.Missing("figure evil: its regular expression (x+x+)+(\\d)\\1 came to no end in stdout.txt"));
    }

    @Test
    void shouldSurviveAnExpressionThatGoesTooDeep() {
        // when
        Measurement measurement = measured("ab".repeat(1_000_000), figure("deep", "^((a|b)*)$"));
        // then
        assertThat(measurement.measured()).isFalse();
        assertThat(measurement.problems()).containsExactly("figure deep: its regular expression ^((a|b)*)$ goes too deep in stdout.txt");
    }

    @Test
    void shouldHavePatienceWithAnHonestExpressionInALongText() {
        // given
        Supplier<String> line = () -> "throughput of this second was 123456.5 operations, nothing else happened\n";
        String text = line.get().repeat(100_000);
        // when
        FigureSearch search = FigureSearch.of(figure("rate", "was\\s+([\\d.]+) operations"), Optional.of(text));
        // then
        assertThat(search).isEqualTo(new FigureSearch.Found(new Figure("rate", 123_456.5, "1/s", Better.HIGHER)));
    }

    @Test
    void shouldMeasureNothingInAnEmptyWindow() {
        // when
        Measurement measurement = FigureResults.parse(List.of(figure("a", "(\\d)")), Map.of(FigureSpec.STANDARD_OUTPUT, "1"), START, START);
        // then
        assertThat(measurement.measured()).isFalse();
        assertThat(measurement.problems()).singleElement().asString().contains("the window is empty");
    }

    @Test
    void shouldAddFiguresBehindThoseThatAreThere() {
        // given
        Measurement before = new Measurement(true, START, END, 10, 0, 0, List.of(new Figure("tps", 1, "1/s", Better.HIGHER)), "", List.of(), "closed", List.of("p"));
        Map<String, String> texts = Map.of(FigureSpec.STANDARD_OUTPUT, "tps 7 cpu 3");
        // when
        Measurement after = FigureResults.added(before, List.of(figure("cpu", "cpu (\\d)"), figure("tps", "tps (\\d)"), figure("x", "x (\\d)")), texts);
        // then
        assertThat(after.figures()).extracting(Figure::name).containsExactly("tps", "cpu");
        assertThat(after.figures().getFirst().value()).isEqualTo(1);
        assertThat(after.operations()).isEqualTo(10);
        assertThat(after.problems()).containsExactly("p", "figure tps: measured already, so the one of the recipe was left out", "figure x: nothing in stdout.txt matches x (\\d)");
    }

    @Test
    void shouldAddNothingToAWindowInWhichNothingWasMeasured() {
        // given
        Measurement before = Measurement.nothing(START, END, "no summary");
        // when
        Measurement after = FigureResults.added(before, List.of(figure("x", "x")), Map.of());
        // then
        assertThat(after).isEqualTo(before);
    }
}
