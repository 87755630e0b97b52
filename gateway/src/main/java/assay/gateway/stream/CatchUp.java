package assay.gateway.stream;

import assay.events.Entry;
import assay.log.TopicReader.Piece;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Hands over what stands in the log behind some offsets, no faster than it is taken, up to its end as it is then. Goes on where it was when asked again. */
final class CatchUp {
    private final History history;
    private final Subject subject;
    private final Recipient recipient;
    private final Consumer<Told> consumer;
    private final Map<Integer, Long> next;

    /** From these offsets on, by topic partition. */
    CatchUp(History history, Subject subject, Recipient recipient, Map<Integer, Long> from, Consumer<Told> consumer) {
        this.history = history;
        this.subject = subject;
        this.recipient = recipient;
        this.consumer = consumer;
        this.next = new TreeMap<>(from);
    }

    /** Completes at the end; never when the recipient is gone. */
    Future<Void> toTheEnd() {
        Future<Void> all = Future.succeededFuture();
        for (int partition : next.keySet()) {
            all = all.compose(before -> toTheEnd(partition));
        }
        return all;
    }

    private Future<Void> toTheEnd(int partition) {
        return history.piece(subject.topic(), partition, next.get(partition), subject.run())
                .compose(piece -> poured(piece).compose(done -> {
                    next.put(partition, piece.next());
                    return piece.last() ? Future.succeededFuture() : toTheEnd(partition);
                }));
    }

    private Future<Void> poured(Piece piece) {
        Promise<Void> done = Promise.promise();
        pour(piece.entries().iterator(), done);
        return done.future();
    }

    private void pour(Iterator<Entry> entries, Promise<Void> done) {
        while (entries.hasNext() && !recipient.gone()) {
            if (recipient.full()) {
                recipient.room().onSuccess(taken -> pour(entries, done));
                return;
            }
            consumer.accept(new Told((Entry.Readable) entries.next()));
        }
        if (!recipient.gone()) {
            recipient.room().onSuccess(done::tryComplete);
        }
    }
}
