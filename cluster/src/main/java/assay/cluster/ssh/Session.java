package assay.cluster.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One shell on the other side, which answers requests in the order in which they come. They are sent without waiting for earlier answers, so that all
 * that are ready at the same time cost one round trip. A session in which one answer is overdue is given up with all that wait behind it. Thread-safe.
 */
final class Session implements AutoCloseable {
    private static final String READY = "assay-session";
    private final SshProcess process;
    private final BlockingQueue<Waiting> unsent = new LinkedBlockingQueue<>();
    private final Queue<Waiting> sent = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread writer;
    private volatile boolean over;

    private record Waiting(Request request, CompletableFuture<Answer> answer) {
    }

    private Session(SshProcess process, String program) {
        this.process = process;
        this.writer = Thread.ofPlatform().daemon().name("ssh-requests").start(() -> write(program));
        Thread.ofPlatform().daemon().name("ssh-answers").start(this::read);
    }

    /** Has the shell at the end of an ssh read the program, and waits until it is ready for requests. */
    static Session open(SshProcess process, String program, Duration limit) throws IOException {
        Session session = new Session(process, program);
        try {
            session.ready.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return session;
        } catch (TimeoutException e) {
            session.close();
            throw new IOException("no shell began there within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(process.words(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            session.close();
            throw new IOException("interrupted", e);
        }
    }

    boolean usable() {
        return !over && process.alive();
    }

    /** Asks, and waits for the answer. */
    Answer ask(Request request, Duration limit) throws BrokenOffException {
        Waiting waiting = new Waiting(request, new CompletableFuture<>());
        unsent.add(waiting);
        if (over) {
            giveUp();
        }
        try {
            return waiting.answer().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            close();
            throw new BrokenOffException("no answer came within " + limit.toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            throw new BrokenOffException("the connection broke off: " + process.words());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenOffException("interrupted");
        }
    }

    private void write(String program) {
        try (OutputStream in = process.in()) {
            in.write(program.getBytes(StandardCharsets.UTF_8));
            in.flush();
            while (!over) {
                Waiting next = unsent.take();
                sent.add(next);
                if (over) {
                    giveUp();
                }
                in.write(next.request().head());
                in.write(next.request().input());
                in.flush();
            }
        } catch (IOException e) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.out(), StandardCharsets.ISO_8859_1))) {
            StringBuilder out = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!ready.isDone()) {
                    begin(line);
                } else if (line.startsWith(":")) {
                    sent.remove().answer().complete(Answer.of(out.toString(), line.substring(1)));
                    out.setLength(0);
                } else {
                    out.append(line);
                }
            }
        } catch (IOException | RuntimeException e) {
            // Nobody can tell any more which answer belongs to which request.
        } finally {
            close();
        }
    }

    /** Before it is ready the account's own start-up files may write. */
    private void begin(String line) {
        if (line.equals(READY)) {
            ready.complete(null);
        }
    }

    /** All that wait learn that no answer will come. */
    private void giveUp() {
        IOException broken = new IOException("broken off");
        ready.completeExceptionally(broken);
        unsent.forEach(waiting -> waiting.answer().completeExceptionally(broken));
        sent.forEach(waiting -> waiting.answer().completeExceptionally(broken));
    }

    @Override
    public void close() {
        over = true;
        process.close();
        writer.interrupt();
        giveUp();
    }
}
