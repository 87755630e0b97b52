package assay.cluster.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.cluster.command.CommandResult;
import assay.cluster.command.LocalCommands;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to the other side, under the shells that may be its {@code sh}, and under shellcheck. */
class ShellsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path root;

    private static Answer ask(List<String> shell, String script, String input) throws Exception {
        String program = SshCluster.program();
        List<String> command = new ArrayList<>(shell);
        command.addAll(List.of("-c", "eval \"$(dd bs=" + program.getBytes(StandardCharsets.UTF_8).length + " count=1 iflag=fullblock 2>/dev/null)\""));
        try (Session session = Session.open(new SshProcess(command, System.getenv()), program, LIMIT)) {
            return session.ask(Request.of(script, input.getBytes(StandardCharsets.UTF_8)), LIMIT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "bash --posix", "busybox sh"})
    void shouldBeAnsweredByAnyShell(String shell) throws Exception {
        // given
        List<String> words = List.of(shell.split(" "));
        try (LocalCommands commands = new LocalCommands(System.getenv())) {
            assumeTrue(commands.has(words.getFirst()), "there is no " + words.getFirst() + " on PATH");
        }
        String run = ShellWords.of(root.resolve("it's a run").toString());
        String script = "(create R) && (furnish R events lease) && (put R events a.json 644) && (put R . x 600 < /dev/null) && (renew R lease runner)\n".replace("R", run)
                + "(put_if_absent R . x 600 < /dev/null); printf '%s;' $?; (age R lease runner); printf ';'; (get R events a.json -3 2); printf ';'\n".replace("R", run)
                + "(news R events 'b.json' 100); (news R events 'a.json' 100); (news R/gone events '' 9); (describe R . . 9); (delete R events a.json); exit 7".replace("R", run);

        // when
        Answer answer = ask(words, script, "é\n\n");

        // then
        assertThat(answer.code()).as(answer.err()).isEqualTo(7);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.text()).startsWith("3;0;\ufffd\n;=\n+w6kKCg== a.json\n=\n=\n!there is no such run directory\n4:./././events/a.json\n")
                .contains("\n=\n0274f696852310bd0806bb25c4b6bba8b0eec68f36769d872db742a89ac96b8c  ./././events/a.json\n");
        assertThat(root.resolve("it's a run/events")).isEmptyDirectory();
    }

    @Test
    void shouldPassShellcheck() throws Exception {
        try (LocalCommands commands = new LocalCommands(System.getenv())) {
            // given
            assumeTrue(commands.has("shellcheck"), "there is no shellcheck on PATH");

            // when
            CommandResult result = commands.run(List.of("shellcheck", "-s", "sh", "-"), SshCluster.program(), Duration.ofSeconds(60));

            // then
            assertThat(result).isEqualTo(new CommandResult.Ended(0, "", ""));
        }
    }
}
