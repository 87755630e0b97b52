package assay.testkit;

import assay.events.Entry;
import assay.events.Envelope;
import assay.events.RecipeEvent;
import assay.events.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Topics of one partition each, in memory, with Kafka's rules for transactions: records of several open transactions interleave, a reader sees
 * committed ones only and none behind the first record of a transaction that is still open, and opening a transactional id again aborts what its
 * older holder left open and fences it. Confined to one thread.
 */
public final class InMemoryLog {
    private final Map<Topic, List<Slot>> topics = new EnumMap<>(Topic.class);
    private final Map<Topic, Integer> ends = new EnumMap<>(Topic.class);
    private final Map<String, Session> holders = new HashMap<>();
    private boolean reachable = true;

    /** An empty log. */
    public InMemoryLog() {
        for (Topic topic : Topic.values()) {
            topics.put(topic, new ArrayList<>());
            ends.put(topic, 0);
        }
    }

    /** What becomes of a transaction's records. */
    private enum Outcome {
        OPEN, COMMITTED, ABORTED
    }

    private record Slot(Envelope envelope, Transaction transaction) {
    }

    /** An older holder of a transactional id acted after another one had opened it. */
    public static final class FencedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FencedException(String transactionalId) {
            super("Another instance holds " + transactionalId + " by now");
        }
    }

    /** Whether the broker is there: simulated processes leave the log alone while it is not. */
    public void reachable(boolean now) {
        reachable = now;
    }

    boolean reachable() {
        return reachable;
    }

    /** Takes a transactional id over: its older holder is fenced, and what that one left open is aborted. */
    public Session open(String transactionalId) {
        Session older = holders.get(transactionalId);
        if (older != null && older.open != null) {
            older.open.outcome = Outcome.ABORTED;
        }
        Session session = new Session(transactionalId);
        holders.put(transactionalId, session);
        return session;
    }

    /** What the broker does to a transaction that stays open too long: aborts it, and its holder has to open the id again. */
    public void timeOut(String transactionalId) {
        Session holder = holders.get(transactionalId);
        if (holder != null && holder.open != null) {
            holder.open.outcome = Outcome.ABORTED;
            holders.remove(transactionalId);
        }
    }

    /** Writes a record without a transaction, as a foreign producer does. */
    public void put(Envelope envelope) {
        Transaction alone = new Transaction();
        alone.outcome = Outcome.COMMITTED;
        add(envelope, alone);
    }

    private void add(Envelope envelope, Transaction transaction) {
        topics.get(envelope.event() instanceof RecipeEvent ? Topic.RECIPES : Topic.JOBS).add(new Slot(envelope, transaction));
    }

    /** The offset up to which everything is decided. */
    public long end(Topic topic) {
        List<Slot> slots = topics.get(topic);
        int end = ends.get(topic);
        while (end < slots.size() && slots.get(end).transaction().outcome != Outcome.OPEN) {
            end++;
        }
        ends.put(topic, end);
        return end;
    }

    /** The offset up to which anything was written: who took an id over has read all its own only when it has come here. */
    public long highWatermark(Topic topic) {
        return topics.get(topic).size();
    }

    /** What stands committed from an offset on up to another one, or up to {@link #end} where that is less. */
    public List<Entry> read(Topic topic, long from, long until) {
        List<Entry> entries = new ArrayList<>();
        for (long offset = from; offset < Math.min(until, end(topic)); offset++) {
            Slot slot = topics.get(topic).get((int) offset);
            if (slot.transaction().outcome == Outcome.COMMITTED) {
                entries.add(new Entry.Readable(new Entry.Position(topic, 0, offset), slot.envelope()));
            }
        }
        return entries;
    }

    /** One holder of a transactional id. Every method throws {@link FencedException} once there is a newer one. */
    public final class Session {
        private final String transactionalId;
        private Transaction open;

        private Session(String transactionalId) {
            this.transactionalId = transactionalId;
        }

        /** Begins a transaction when none is open, and writes into it. */
        public void append(Envelope envelope) {
            check();
            if (open == null) {
                open = new Transaction();
            }
            add(envelope, open);
        }

        /** Makes the open transaction visible. */
        public void commit() {
            end(Outcome.COMMITTED);
        }

        /** Makes the open transaction as if it had never been. */
        public void abort() {
            end(Outcome.ABORTED);
        }

        private void end(Outcome outcome) {
            check();
            if (open != null) {
                open.outcome = outcome;
                open = null;
            }
        }

        /** Whether nobody has opened the id since. */
        boolean current() {
            return holders.get(transactionalId) == this;
        }

        private void check() {
            if (!current()) {
                throw new FencedException(transactionalId);
            }
        }
    }

    private static final class Transaction {
        private Outcome outcome = Outcome.OPEN;
    }
}
