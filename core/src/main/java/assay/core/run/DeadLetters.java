package assay.core.run;

import assay.events.Entry.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Entries that changed nothing, with the reason: derived from the log, never written. The newest are kept, all are counted. */
public final class DeadLetters {
    private static final int KEPT = 1_000;
    private final Deque<DeadLetter> letters = new ArrayDeque<>();
    private long count;

    DeadLetters() {
    }

    /** One entry and why it changed nothing. */
    public record DeadLetter(Position position, String reason) {
    }

    void add(Position position, String reason) {
        count++;
        letters.addLast(new DeadLetter(position, reason));
        if (letters.size() > KEPT) {
            letters.removeFirst();
        }
    }

    /** The newest ones, oldest first. */
    public List<DeadLetter> newest() {
        return List.copyOf(letters);
    }

    /** How many there were in all. */
    public long count() {
        return count;
    }
}
