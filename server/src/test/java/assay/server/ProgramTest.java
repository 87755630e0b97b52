package assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.Assay;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line of the whole program: the thin one's commands, and those that need services. */
class ProgramTest {
    private final StringWriter said = new StringWriter();
    private final CommandLine line = Assay.line(new Hosting()).setOut(new PrintWriter(said)).setErr(new PrintWriter(said));

    @ParameterizedTest
    @ValueSource(strings = {"run", "presets", "init", "profile", "doctor", "connect", "gc", "server", "server stop"})
    void shouldExplainItsCommands(String command) {
        // when
        int code = line.execute((command + " --help").split(" "));

        // then
        assertThat(code).isZero();
        assertThat(said.toString()).startsWith("Usage: assay " + command);
    }

    @Test
    void shouldSayHowItWasUsedWrongly() {
        // when
        int code = line.execute("server", "halt");

        // then
        assertThat(code).isEqualTo(64);
        assertThat(said.toString()).startsWith("assay: there is no command 'halt'").contains("--help` shows how it is used");
    }
}
