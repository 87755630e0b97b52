package assay.cluster.staging;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which threads bring something, and for whom. An owner that was abandoned is so for good. Thread-safe. */
final class UnderWay {
    private static final long PATIENCE = Duration.ofSeconds(20).toMillis();
    private final Map<String, Thread> threads = new HashMap<>();
    private final Set<String> abandoned = new HashSet<>();

    /** False when nothing is to begin for the owner; else the calling thread is interrupted when the owner is abandoned. */
    synchronized boolean begin(String owner) throws InterruptedException {
        while (threads.containsKey(owner)) {
            wait();
        }
        if (abandoned.contains(owner)) {
            return false;
        }
        threads.put(owner, Thread.currentThread());
        return true;
    }

    /** Nothing interrupts the thread on the owner's account any more. */
    synchronized void end(String owner) {
        threads.remove(owner);
        notifyAll();
    }

    /** Whether nobody wants anything for the owner any more. */
    synchronized boolean abandoned(String owner) {
        return abandoned.contains(owner);
    }

    /** Ends what is under way; returns when it has. */
    synchronized void abandon(String owner) {
        abandoned.add(owner);
        long until = System.currentTimeMillis() + PATIENCE;
        try {
            while (threads.containsKey(owner)) {
                threads.get(owner).interrupt();
                long left = until - System.currentTimeMillis();
                if (left <= 0) {
                    throw new UncheckedIOException(new InterruptedIOException("what is being staged for " + owner + " does not end"));
                }
                wait(Math.min(left, 1_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted"));
        }
    }
}
