package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a recipe's value is, bash holds exactly that value afterwards and has run nothing of it. */
final class ShellTextPropertyTest {

    @Property(tries = 30)
    void shouldCarryHostileValuesLiterally(@ForAll("lists") List<String> values) throws Exception {
        // given
        Path script = Files.createTempFile("quoted", ".sh");
        Files.writeString(script, "values=" + ShellText.array(values) + "\none=" + ShellText.quoted(String.join("", values))
                + "\nprintf '%s\\001' \"${values[@]}\" \"$one\"\n");

        // when
        Bash.Outcome outcome = Bash.run(List.of("bash", "-eu", script.toString()));

        // then
        Files.delete(script);
        String expected = values.stream().map(value -> value + "\u0001").collect(Collectors.joining()) + String.join("", values) + "\u0001";
        assertThat(outcome).isEqualTo(new Bash.Outcome(0, expected));
    }

    @Property(tries = 5)
    void shouldCarryThemThroughAWholeScript(@ForAll("lists") List<String> values) throws Exception {
        // given
        String text = "# " + String.join("\n# ", values).replace("\n", "\n# ") + "\nx";

        // when
        String script = Samples.script(Samples.client(Samples.run(text), text), 1, Samples.SITE, ScriptConfig.standard()).script();

        // then
        assertThat(script).contains("assay_run=" + ShellText.quoted(text) + "\n", "assay_warmup=" + ShellText.quoted(text) + "\n");
        assertThat(script.getBytes(StandardCharsets.UTF_8)).doesNotContain((byte) '\r');
    }

    @Provide
    Arbitrary<List<String>> lists() {
        return hostileText().list().ofMinSize(1).ofMaxSize(40);
    }

    /** What would be something else than itself in most places of a shell. */
    static Arbitrary<String> hostileText() {
        Arbitrary<String> hostile = Arbitraries.of("'", "\"", "$(touch /tmp/assay-hostile)", "`id`", "\n", "\r\n", "{{sh x}}", "{{{x}}}", "\\", "$HOME", "${x}", "!",
                "#SBATCH --uid=0\n", "\n' ; exit 3 ; '", "\u007f", "\u0002", "é", "€", " ", "*", "~", ")", "(", ";", "&", "\t", "EOF\n", "%s", "-n");
        Arbitrary<String> plain = Arbitraries.strings().withCharRange(' ', '\u00ff').ofMaxLength(10);
        return Arbitraries.oneOf(hostile, plain).list().ofMaxSize(6).map(parts -> String.join("", parts));
    }
}
