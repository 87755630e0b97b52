package assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.ExitCode;
import assay.gateway.access.KeyFile;
import assay.gateway.access.Scope;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class KeysCommandTest {
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void at() {
        file = folder.resolve("keys.json");
    }

    @Test
    void shouldMakeAndRevokeKeys() throws Exception {
        // when
        int made = run("add", "anna", "--scope", "read,submit", "--expires", "90d");
        // then
        assertThat(made).isEqualTo(ExitCode.DONE);
        assertThat(KeyFile.at(file).list()).singleElement().satisfies(key -> {
            assertThat(key.name()).isEqualTo("anna");
            assertThat(key.scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.SUBMIT);
            assertThat(key.expires()).isPresent();
        });
        assertThat(run("list")).isEqualTo(ExitCode.DONE);
        assertThat(run("revoke", KeyFile.at(file).list().getFirst().id())).isEqualTo(ExitCode.DONE);
        assertThat(KeyFile.at(file).list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"add anna --scope root", "add anna --scope read --expires soon", "add an:na --scope read", "add anna", "revoke nobodys1"})
    void shouldRefuseWhatCannotBe(String words) {
        assertThat(run(words.split(" "))).isNotEqualTo(ExitCode.DONE);
    }

    private int run(String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--keys";
        all[words.length + 1] = file.toString();
        return new CommandLine(new KeysCommand()).setErr(new PrintWriter(new StringWriter())).execute(all);
    }
}
