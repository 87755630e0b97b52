package assay.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.cluster.command.CommandResult;
import assay.cluster.command.LocalCommands;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The supervisor's text, looked at by those who know bash. */
class SuperviseScriptTest {
    @Test
    void shouldPassShellcheck() throws Exception {
        try (LocalCommands commands = new LocalCommands(System.getenv()); InputStream text = Submissions.class.getResourceAsStream("supervise.sh")) {
            // given
            assumeTrue(commands.has("shellcheck"), "there is no shellcheck on PATH");
            String script = new String(text.readAllBytes(), StandardCharsets.UTF_8);

            // when
            CommandResult result = commands.run(List.of("shellcheck", "-"), script, Duration.ofSeconds(60));

            // then
            assertThat(result).isEqualTo(new CommandResult.Ended(0, "", ""));
        }
    }
}
