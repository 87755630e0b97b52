package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line alone says of itself, and of how it was used. */
class CommandLineTest {
    private final StringWriter said = new StringWriter();
    private final CommandLine line = Assay.line(new Thin()).setOut(new PrintWriter(said)).setErr(new PrintWriter(said));

    private int run(String command) {
        return line.execute(command.isEmpty() ? new String[0] : command.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "foo | assay: there is no command 'foo'", "canel | assay: there is no command 'canel'; did you mean cancel?",
        "list all | assay: 'all' is one argument too many", "list --al | assay: Unknown option: '--al'", "cancel | assay: Missing required parameter: 'RUN'"})
    void shouldSayHowItWasUsedWrongly(String command, String words) {
        // when
        int code = run(command);
        // then
        assertThat(code).isEqualTo(ExitCode.MISUSED);
        assertThat(said.toString()).startsWith(words).contains("--help` shows how it is used");
    }

    @Test
    void shouldRunARecipeThatIsGivenWithoutACommand() {
        // then
        assertThat(Assay.withCommand("--recipe", "r.yaml", "--output-dir", "out")).containsExactly("run", "--recipe", "r.yaml", "--output-dir", "out");
        assertThat(Assay.withCommand("submit", "--recipe", "r.yaml")).containsExactly("submit", "--recipe", "r.yaml");
        assertThat(Assay.withCommand("--help")).containsExactly("--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"presets", "doctor --job", "server"})
    void shouldSayWhatToInstallForACommandThatOnlyTheWholeProgramHas(String command) {
        // when
        int code = run(command);
        // then
        assertThat(code).isEqualTo(ExitCode.MISUSED);
        assertThat(said.toString()).contains("needs more than there is").contains("install the whole of Assay");
    }

    @Test
    void shouldShowTheHelpWhereNothingIsAskedFor() {
        // when
        int code = run("");
        // then
        assertThat(code).isEqualTo(ExitCode.MISUSED);
        assertThat(said.toString()).startsWith("Usage: assay").contains("Commands:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "watch", "wait"})
    void shouldExplainTheExitCodesWhereTheyTellARunsEnd(String command) {
        // when
        int code = run(command + " --help");
        // then
        assertThat(code).isZero();
        assertThat(said.toString()).contains("Exit codes:").contains("Ctrl-C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "plan --help", "submit --help", "list --help", "show --help", "events --help", "logs --help", "cancel --help", "report --help"})
    void shouldNotExplainThemElsewhere(String command) {
        // when
        int code = run(command);
        // then
        assertThat(code).isZero();
        assertThat(said.toString()).startsWith("Usage: assay").doesNotContain("Exit codes");
    }
}
