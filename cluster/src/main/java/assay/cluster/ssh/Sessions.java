package assay.cluster.ssh;

import assay.cluster.ClusterSilentException;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sessions of a connection: one for what is quick, where all requests go one behind another, and a few for what may take longer, where each has
 * one to itself. A session that broke off is replaced by the next request. Thread-safe.
 */
final class Sessions implements AutoCloseable {
    /** Servers allow ten sessions of a connection as a rule; one keeps it, one is for what is quick, and an upload has its own. */
    private static final int SLOW = 3;
    /** After such a silence a connection is asked whether it is there: machines sleep, and others forget connections that nobody uses. */
    private static final Duration QUIET = Duration.ofSeconds(20);
    private static final Duration PROBE = Duration.ofSeconds(5);
    private final Connection connection;
    private final Duration quiet;
    private final Semaphore places = new Semaphore(SLOW, true);
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
    private final AtomicLong heard = new AtomicLong(System.nanoTime());
    private Optional<Session> quick = Optional.empty();

    Sessions(Connection connection) {
        this(connection, QUIET);
    }

    /** With another time without an answer after which the connection is asked whether it is there. */
    Sessions(Connection connection, Duration quiet) {
        this.connection = connection;
        this.quiet = quiet;
    }

    /** For what takes no time there. */
    Answer quick(Request request, Duration limit) throws BrokenOffException {
        return heard(shared().ask(request, limit));
    }

    private Answer heard(Answer answer) {
        heard.set(System.nanoTime());
        return answer;
    }

    private synchronized Session shared() {
        Session session = quick.filter(this::there).orElseGet(connection::session);
        quick = Optional.of(session);
        return session;
    }

    /** For what may take its time; waits as long for a session as for the answer. */
    Answer slow(Request request, Duration limit) throws BrokenOffException {
        await(limit);
        try {
            Session session = unused().orElseGet(connection::session);
            Answer answer = heard(session.ask(request, limit));
            idle.push(session);
            return answer;
        } finally {
            places.release();
        }
    }

    /** Where nothing was heard for long, and still is not, the whole connection is made anew. */
    private boolean there(Session session) {
        if (!session.usable() || System.nanoTime() - heard.get() < quiet.toNanos()) {
            return session.usable();
        }
        try {
            heard(session.ask(Request.of("true"), PROBE));
            return true;
        } catch (BrokenOffException e) {
            connection.drop();
            return false;
        }
    }

    private void await(Duration limit) {
        try {
            if (!places.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ClusterSilentException("all sessions over the ssh connection are busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterSilentException("interrupted");
        }
    }

    private Optional<Session> unused() {
        for (Session session = idle.poll(); session != null; session = idle.poll()) {
            if (there(session)) {
                return Optional.of(session);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        idle.forEach(Session::close);
        synchronized (this) {
            quick.ifPresent(Session::close);
        }
        connection.close();
    }
}
