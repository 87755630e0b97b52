package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.recipe.Recipe;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is submitted is answered: refused with problems, or carried literally. */
class HostileTextTest {
    private static final List<String> VALID = List.of(Recipes.resource("/corpus/good-presets.yaml"),
            Recipes.resource("/corpus/good-written-out.yaml"),
            Recipes.resource("/corpus/ten-mistakes.yaml"));
    private static final List<String> SPLINTERS = List.of("'", "\"", "$(id)", "`id`", "\n", "\r\n", "\t", "#SBATCH --wrap=id\n", "{{ x }}", "{", "}",
            "[", "]", ": ", "- ",
            "? ", "&a ", "*a ", "<<: ", "!!str ", "|", ">", "%YAML 1.1\n", "---\n", "...\n", "\0", "\u0007", "\ufeff", "\ud800", "\udc00", "\u0085",
                    "\u2028", "é", "😀", "\\",
            "~", "null", "-", "=", ",", "#", "@", "  ", "a", "0", "x-", "\"\\ud800\"", "\"\\0\"", "\uffff");

    @Property(tries = 1000)
    void shouldAnswerAnyText(@ForAll String text, @ForAll String override) {
        answered(text, override);
    }

    @Property(tries = 2000)
    void shouldAnswerTextsMadeOfYamlsPieces(@ForAll("splinters") String text) {
        answered(text, "repetitions=" + text);
        answered("recipe: 1\nname: t\nx-a: " + text, text);
    }

    @Property(tries = 2000)
    void shouldAnswerChangedRecipes(@ForAll("changed") String text) {
        answered(text);
    }

    @Property(tries = 1500)
    void shouldRefuseAValueOrCarryItLiterally(@ForAll("values") String value) {
        // given
        String written = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
        String text = """
                recipe: 1
                name: t
                services:
                  db:
                    command: [server, "%1$s"]
                    env: { A: "%1$s" }
                    publish: { B: "%1$s" }
                    ready: { command: ["%1$s"] }
                clients:
                  load: { uses: knock, target: db, with: { url: "%1$s" } }
                """.formatted(written);

        // when
        Reading reading = Recipes.read(text);

        // then
        switch (reading) {
            case Reading.Accepted accepted -> carried(accepted.recipe(), value);
            case Reading.Rejected rejected -> assertThat(Characters.firstUnreadable(value)).as(rejected.toString()).isPresent();
        }
    }

    private static void carried(Recipe recipe, String value) {
        var service = recipe.services().getFirst();
        assertThat(service.program().command()).containsExactly("server", value);
        assertThat(service.program().environment()).containsEntry("A", value);
        assertThat(service.publish()).containsEntry("B", value);
        assertThat(service.ready().command()).containsExactly(value);
        assertThat(recipe.clients().getFirst().program().environment()).containsEntry("ASSAY_WITH_URL", value);
    }

    private static void answered(String text, String... overrides) {
        switch (Recipes.read(text, overrides)) {
            case Reading.Accepted accepted -> assertThat(accepted.recipe().services()).isNotEmpty();
            case Reading.Rejected rejected -> assertThat(rejected.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(Characters.firstUnreadable(problem.toString())).isEmpty();
                assertThat(problem.toString()).doesNotContain("\n").hasSizeLessThan(1_000);
                assertThat(problem.line()).isNotNegative();
            });
        }
    }

    @Provide
    Arbitrary<String> splinters() {
        return Arbitraries.of(SPLINTERS).list().ofMaxSize(30).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> small = Arbitraries.oneOf(splinters(), Arbitraries.strings().ofMaxLength(60));
        return Arbitraries.frequencyOf(Tuple.of(50, small), Tuple.of(1, small.map(text -> text.repeat(65_536 / Math.max(1, text.length())))))
                .map(text -> text.replace("\r", "").replace("\u0085", "").replace("\u2028", "").replace("\u2029", ""));
    }

    @Provide
    Arbitrary<String> changed() {
        Arbitrary<String> piece = Arbitraries.oneOf(Arbitraries.of(SPLINTERS), Arbitraries.strings().ofMaxLength(3));
        Arbitrary<Change> change = Combinators.combine(Arbitraries.integers().between(0, 2_000), Arbitraries.integers().between(0, 20), piece)
                .as(Change::new);
        return Combinators.combine(Arbitraries.of(VALID), change.list().ofMinSize(1).ofMaxSize(4)).as(HostileTextTest::apply);
    }

    private static String apply(String text, List<Change> changes) {
        String changed = text;
        for (Change change : changes) {
            int at = Math.min(change.at(), changed.length());
            changed = changed.substring(0, at) + change.piece() + changed.substring(Math.min(changed.length(), at + change.cut()));
        }
        return changed;
    }

    private record Change(int at, int cut, String piece) {
    }
}
