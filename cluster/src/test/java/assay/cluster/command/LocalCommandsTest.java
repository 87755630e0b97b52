package assay.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.command.CommandResult.CutOff;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.CommandResult.NotStarted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCommandsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final LocalCommands commands = new LocalCommands(Map.of("PATH", System.getenv("PATH"), "MARK", "here"));

    @TempDir
    private Path directory;

    @Test
    void shouldGiveCodeAndBothStreams() {
        // when
        CommandResult result = commands.run(List.of("bash", "-c", "echo $MARK $# \"$1\"; echo é >&2; exit 3", "x", "a b; $(id)"), LIMIT);

        // then
        assertThat(result).isEqualTo(new Ended(3, "here 1 a b; $(id)\n", "é\n"));
    }

    @Test
    void shouldGiveNoInputUnlessThereIsSome() {
        // when
        CommandResult nothing = commands.run(List.of("wc", "-c"), LIMIT);
        CommandResult text = commands.run(List.of("cat"), "#!/bin/bash\nexit 0", LIMIT);

        // then
        assertThat(nothing).isEqualTo(new Ended(0, "0\n", ""));
        assertThat(text).isEqualTo(new Ended(0, "#!/bin/bash\nexit 0", ""));
    }

    @Test
    void shouldLeaveNoInputBehind() throws IOException {
        // given
        Path left = Files.writeString(directory.resolve("assay-1.in"), "of a process that was killed");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(3600)));
        Path others = Files.writeString(directory.resolve("assay-2.in"), "of a process that is at work");

        // when
        CommandResult result = new LocalCommands(Map.of(), directory).run(List.of("cat"), "text", LIMIT);

        // then
        assertThat(result).isEqualTo(new Ended(0, "text", ""));
        assertThat(directory.toFile().listFiles()).containsExactly(others.toFile());
    }

    @Test
    void shouldKillWhatTakesTooLongWithItsChildren() throws IOException {
        // given
        Path pids = directory.resolve("pids");
        List<String> slow = List.of("bash", "-c", "sleep 600 & echo $$ $! > \"$1\"; wait", "x", pids.toString());

        // when
        CommandResult result = commands.run(slow, Duration.ofSeconds(1));

        // then
        assertThat(result).isInstanceOf(CutOff.class);
        for (String pid : Files.readString(pids).strip().split(" ")) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void shouldGiveUpAnEndlessAnswer() {
        // when
        CommandResult result = commands.run(List.of("yes"), LIMIT);

        // then
        assertThat(result).isEqualTo(new CutOff("yes: the answer is longer than 16777216 bytes"));
    }

    @Test
    void shouldSayWhenThereIsNoSuchCommand() {
        // when
        CommandResult result = commands.run(List.of("no-such-command"), LIMIT);

        // then
        assertThat(result).isEqualTo(new NotStarted("no-such-command is not on PATH"));
    }
}
