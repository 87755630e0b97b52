package assay.cluster.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cluster.ClusterSilentException;
import assay.cluster.Eventually;
import assay.cluster.RemoteStore.Mode;
import assay.cluster.command.CommandResult;
import assay.cluster.command.CommandResult.Ended;
import assay.events.recipe.Connect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of commands and connections, over a real sshd that is cut off, falls silent and refuses. */
@Timeout(120)
class ConnectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path root;
    private TestSshd sshd;
    private final List<Sessions> opened = new ArrayList<>();

    @BeforeEach
    void start() {
        sshd = TestSshd.start(root.resolve("sshd"));
    }

    @AfterEach
    void close() {
        opened.forEach(Sessions::close);
        sshd.close();
    }

    private Sessions sessions(Connect connect) {
        Sessions sessions = new Sessions(new Connection(sshd.config(connect), SshCluster.program()));
        opened.add(sessions);
        return sessions;
    }

    private RemoteCommands commands(Connect connect) {
        return new RemoteCommands(sessions(connect));
    }

    @Test
    void shouldRunCommandsAsTheyAreWritten() {
        // given
        RemoteCommands commands = commands(sshd.connect());
        List<String> words = List.of("printf", "%s|", "it's", "$(id)", "a\nb", "", "*", "é", "-n");

        // when
        CommandResult result = commands.run(words, LIMIT);

        // then
        assertThat(result).isEqualTo(new Ended(0, "it's|$(id)|a\nb||*|é|-n|", ""));
        assertThat(commands.run(List.of("sh", "-c", "cat; echo wrong >&2; exit 7"), "said\n\n", LIMIT)).isEqualTo(new Ended(7, "said\n\n", "wrong\n"));
        assertThat(commands.run(List.of("no-such-program"), LIMIT)).isEqualTo(new CommandResult.NotStarted("no-such-program is not on PATH there"));
        assertThat(commands.has("sh")).isTrue();
        assertThat(commands.has("no-such-program")).isFalse();
    }

    @Test
    void shouldCleanTheEnvironmentOfOptionsOfOthers() {
        // given
        RemoteCommands commands = commands(sshd.connect());

        // when
        CommandResult result = commands.run(List.of("sh", "-c", "echo \"$SLURM_TIME_FORMAT $LC_ALL $TZ\"; env | grep -c '^SBATCH_'"), LIMIT);

        // then
        assertThat(result).isEqualTo(new Ended(1, "%s C UTC\n0\n", ""));
    }

    @Test
    void shouldEndACommandAtItsLimitAndGoOn() {
        // given
        RemoteCommands commands = commands(sshd.connect());

        // when
        CommandResult late = commands.run(List.of("sleep", "60.0625"), Duration.ofMillis(300));

        // then
        assertThat(late).isEqualTo(new CommandResult.CutOff("sleep did not answer within 0.3 s"));
        assertThat(ProcessHandle.allProcesses().filter(process -> process.info().commandLine().orElse("").endsWith("sleep 60.0625"))).isEmpty();
        assertThat(commands.run(List.of("echo", "on"), LIMIT)).isEqualTo(new Ended(0, "on\n", ""));
        assertThat(commands.run(List.of("head", "-c", "20000000", "/dev/zero"), LIMIT)).isInstanceOf(CommandResult.CutOff.class);
    }

    @Test
    void shouldAnswerTogetherWhatIsAskedAtTheSameTime() throws Exception {
        // given
        SshStore store = new SshStore(sessions(sshd.connect()));
        String run = root.resolve("run").toString();
        store.create(run);
        List<Future<?>> all = new ArrayList<>();

        // when
        for (int i = 0; i < 100; i++) {
            String name = "results/" + i;
            all.add(CompletableFuture.runAsync(() -> store.put(run, name, name.getBytes(StandardCharsets.UTF_8), Mode.NORMAL)));
        }
        for (Future<?> each : all) {
            each.get();
        }

        // then
        assertThat(store.describe(run, "results", 1_000)).hasSize(100);
        assertThat(store.get(run, "results/42", 0, 100)).hasValue("results/42".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldBeSilentInSshsWordsAndWaitBetweenAttempts() throws Exception {
        // given
        sshd.refuse();
        SshStore store = new SshStore(sessions(sshd.connect()));

        // when / then
        assertThatThrownBy(() -> store.create(root + "/run")).isInstanceOf(ClusterSilentException.class).hasMessageContaining("Connection refused");
        assertThatThrownBy(() -> store.create(root + "/run")).isInstanceOf(ClusterSilentException.class)
                .hasMessageContaining("Connection refused").hasMessageContaining("the next attempt is made in");
        assertThat(Path.of(root + "/run")).doesNotExist();
    }

    @Test
    void shouldConnectAgainWhenTheConnectionBrokeOff() {
        // given
        SshStore store = new SshStore(sessions(sshd.connect()));
        String run = root.resolve("run").toString();
        store.create(run);

        // when
        sshd.connections().forEach(ProcessHandle::destroyForcibly);

        // then
        Eventually.until(LIMIT, () -> created(store, run), done -> done);
        assertThat(store.get(run, "recipe.yaml", 0, 1)).isEmpty();
    }

    private static boolean created(SshStore store, String run) {
        try {
            store.create(run);
            return true;
        } catch (ClusterSilentException e) {
            return false;
        }
    }

    @Test
    void shouldNotTakeSilenceForAnAnswer() throws IOException {
        // given
        try (Relay relay = new Relay(sshd.port())) {
            RemoteCommands commands = commands(sshd.through(relay.port()));
            assertThat(commands.run(List.of("echo", "on"), LIMIT)).isEqualTo(new Ended(0, "on\n", ""));

            // when
            relay.fallSilent();
            CommandResult result = commands.run(List.of("touch", root + "/late"), Duration.ofMillis(100));
            relay.speak();

            // then
            assertThat(result).isEqualTo(new CommandResult.CutOff("touch: no answer came within 10.1 s"));
            assertThat(Eventually.until(LIMIT, () -> commands.run(List.of("echo", "on"), LIMIT), answer -> answer instanceof Ended)).isEqualTo(new Ended(0, "on\n", ""));
        }
    }

    @Test
    void shouldMakeAnIdleConnectionAnewFromWhichNothingIsHeard() throws IOException {
        // given
        try (Relay relay = new Relay(sshd.port()); Sessions sessions = new Sessions(new Connection(sshd.config(sshd.through(relay.port())), SshCluster.program()), Duration.ZERO)) {
            RemoteCommands commands = new RemoteCommands(sessions);
            SshStore store = new SshStore(sessions);
            store.create(root + "/run");
            assertThat(commands.run(List.of("echo", "on"), LIMIT)).isEqualTo(new Ended(0, "on\n", ""));

            // when
            relay.forget();

            // then
            assertThat(commands.run(List.of("echo", "on"), LIMIT)).isEqualTo(new Ended(0, "on\n", ""));
            assertThat(store.get(root + "/run", "recipe.yaml", 0, 1)).isEmpty();
        }
    }

    @Test
    void shouldLeaveNothingWhenItIsClosed() {
        // given
        Sessions sessions = sessions(sshd.connect());
        assertThat(new RemoteCommands(sessions).run(List.of("cat"), "x".repeat(100_000), LIMIT)).isInstanceOf(Ended.class);
        int before = sshd.sockets().size();

        // when
        sessions.close();

        // then
        assertThat(before).isEqualTo(1);
        assertThat(Eventually.until(LIMIT, () -> sshd.connections(), List::isEmpty)).isEmpty();
        assertThat(sshd.sockets()).isEmpty();
    }

    @Test
    void shouldUseTheConnectionThatTheUserShares() throws Exception {
        // given
        Path socket = root.resolve("mine");
        Path own = root.resolve("own_config");
        Files.writeString(own, sshd.configuration(sshd.port()) + "  ControlPath " + socket + "\n");
        Process mine = new ProcessBuilder("ssh", "-F", own.toString(), "-M", "-N", sshd.connect().ssh()).start();
        Eventually.until(LIMIT, () -> Files.exists(socket), there -> there);

        // when
        Sessions sessions = sessions(sshd.connect(own));
        CommandResult result = new RemoteCommands(sessions).run(List.of("echo", "on"), LIMIT);
        sessions.close();

        // then
        assertThat(result).isEqualTo(new Ended(0, "on\n", ""));
        assertThat(sshd.sockets()).isEmpty();
        assertThat(mine.isAlive()).isTrue();
        mine.destroy();
        mine.waitFor();
    }

    @Test
    void shouldUseTheLoginThatWasBegunAtATerminal() throws Exception {
        // given
        SshConfig config = sshd.config(sshd.connect());
        SshLogin login = new SshLogin(config);
        assertThat(login.begin()).isTrue();
        Map<String, String> blind = new TreeMap<>(config.environment());
        Files.move(root.resolve("sshd/login"), root.resolve("sshd/moved"));

        // when
        Sessions sessions = new Sessions(new Connection(new SshConfig(config.connect(), blind, config.owner(), LIMIT), SshCluster.program()));
        CommandResult result = new RemoteCommands(sessions).run(List.of("echo", "on"), LIMIT);
        sessions.close();

        // then
        assertThat(result).isEqualTo(new Ended(0, "on\n", ""));
        assertThat(sshd.sockets()).hasSize(1);
        assertThat(login.end()).isTrue();
        assertThat(Eventually.until(LIMIT, () -> sshd.connections(), List::isEmpty)).isEmpty();
        assertThat(login.end()).isFalse();
    }

    @Test
    void shouldSayWhatToDoWhenTheLoginIsRefused() throws Exception {
        // given
        Files.writeString(root.resolve("sshd/authorized"), "");
        Sessions sessions = sessions(sshd.connect());

        // when / then
        assertThatThrownBy(() -> new SshStore(sessions).create(root + "/run")).isInstanceOf(ClusterSilentException.class).hasMessageContaining("Permission denied")
                .hasMessageContaining("`assay connect CLUSTER`");
    }
}
