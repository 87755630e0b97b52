package assay.cluster.ssh;

import assay.cluster.ClusterSilentException;
import assay.cluster.command.CommandResult;
import assay.cluster.command.LocalCommands;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to a cluster elsewhere. It is made when it is first needed, and again when it has broken off, with pauses between attempts that
 * fail; who needs it meanwhile is told why it is not there. A connection that the user shares by his own configuration is used instead of one of ours. Thread-safe.
 */
final class Connection implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Connection.class);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration LOGIN = Duration.ofSeconds(30);
    private static final Duration BEGIN = Duration.ofSeconds(20);
    /** A connection that was there for so long is made anew at once when it breaks off; one that was not, after a pause. */
    private static final long SOUND_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long FAREWELL_MILLIS = 1_000;
    private static final String GREETING = "assay-greets";
    private final SshConfig config;
    private final SshArguments arguments;
    private final String program;
    private Optional<SshProcess> keeper = Optional.empty();
    private boolean users;
    private int failures;
    private String words = "";
    private long since;
    private long notBefore = System.nanoTime();
    private boolean closed;

    /** Nothing is connected yet. Throws {@link UncheckedIOException} when the socket of a connection can lie nowhere. */
    Connection(SshConfig config, String program) {
        this.config = config;
        this.arguments = new SshArguments(config.connect(), ControlSocket.of(config));
        this.program = program;
    }

    /** A new session. Throws {@link ClusterSilentException} in ssh's own words when none can be had. */
    Session session() {
        try {
            return Session.open(begin(program), program, BEGIN);
        } catch (IOException e) {
            throw silent(e.getMessage());
        }
    }

    /** An ssh over the connection whose shell is to read this program first. */
    SshProcess begin(String text) throws IOException {
        return new SshProcess(arguments.session(require(), text), config.environment());
    }

    /** True when the connection is the user's own. */
    private synchronized boolean require() {
        if (keeper.filter(SshProcess::alive).isPresent()) {
            return users;
        }
        if (closed) {
            throw silent("the connection was closed");
        }
        keeper.ifPresent(this::broke);
        long left = notBefore - System.nanoTime();
        if (left > 0) {
            throw silent(words + "; the next attempt is made in " + (1 + TimeUnit.NANOSECONDS.toSeconds(left)) + " s");
        }
        connect();
        return users;
    }

    private void broke(SshProcess ended) {
        words = ended.words();
        LOGGER.atWarn().addKeyValue("host", config.connect().ssh()).addKeyValue("reason", words).log("The ssh connection to a cluster broke off");
        keeper = Optional.empty();
        if (System.nanoTime() - since < SOUND_NANOS) {
            pause(1);
        }
    }

    /** Gives the connection up, as one from which nothing is heard any more. */
    synchronized void drop() {
        keeper.ifPresent(process -> {
            process.close();
            LOGGER.atInfo().addKeyValue("host", config.connect().ssh()).log("The ssh connection to a cluster is not heard from any more, and is made anew");
        });
        keeper = Optional.empty();
    }

    private void connect() {
        users = shared();
        try {
            SshProcess begun = new SshProcess(arguments.keeper(users), config.environment());
            greet(begun);
            keeper = Optional.of(begun);
            failures = 0;
            since = System.nanoTime();
            LOGGER.atInfo().addKeyValue("host", config.connect().ssh()).addKeyValue("shared", users).log("Connected to a cluster by ssh");
        } catch (IOException e) {
            words = Advice.on(e.getMessage());
            pause(failures + 1);
            throw silent(words);
        }
    }

    private void pause(int inARow) {
        failures = inARow;
        notBefore = System.nanoTime() + Pauses.after(inARow, words).toNanos();
    }

    private boolean shared() {
        try (LocalCommands here = new LocalCommands(config.environment())) {
            return here.run(arguments.lookForUsers(), LOOK) instanceof CommandResult.Ended(var code, var out, var err) && code == 0;
        }
    }

    /** Waits until the other side says again what it is told. */
    private static void greet(SshProcess process) throws IOException {
        CompletableFuture<Boolean> greeted = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("ssh-keeper").start(() -> listen(process, greeted));
        try {
            process.in().write((GREETING + "\n").getBytes(StandardCharsets.US_ASCII));
            process.in().flush();
            if (greeted.get(LOGIN.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
            throw new IOException(process.words());
        } catch (TimeoutException e) {
            process.close();
            throw new IOException("no login within " + LOGIN.toSeconds() + " s: " + process.words(), e);
        } catch (IOException | ExecutionException e) {
            throw new IOException(process.words(), e);
        } catch (InterruptedException e) {
            process.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void listen(SshProcess process, CompletableFuture<Boolean> greeted) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.out(), StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(GREETING)) {
                    greeted.complete(true);
                }
            }
        } catch (IOException e) {
            // It has ended.
        }
        greeted.complete(false);
    }

    private ClusterSilentException silent(String reason) {
        return new ClusterSilentException("ssh " + config.connect().ssh() + ": " + reason);
    }

    /** Ends it; one that the user shares goes on without us. */
    @Override
    public synchronized void close() {
        keeper.ifPresent(process -> process.end(FAREWELL_MILLIS));
        keeper = Optional.empty();
        closed = true;
    }
}
