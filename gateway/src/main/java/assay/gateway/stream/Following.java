package assay.gateway.stream;

import assay.events.Topic;
import assay.log.Places;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One who follows. First he catches up from the log while what the tail tells is kept aside; then he takes that, but for what he has had already, and is told
 * all else as it comes. Where too much was to be kept aside he catches up once more: it stands in the log.
 */
final class Following {
    private static final Logger LOGGER = LoggerFactory.getLogger(Following.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int MOST_ASIDE = 1_000;
    private static final Buffer END = Buffer.buffer("event: end\ndata: {}\n\n");
    private final Subject subject;
    private final Extents extents;
    private final Recipient recipient;
    private final CatchUp catchUp;
    private final Deque<Told> aside = new ArrayDeque<>();
    private Places read;
    private boolean live;
    private boolean overflowed;
    private boolean last;
    private boolean overSeen;

    /** Behind what stands before some offsets, by topic partition. */
    Following(Subject subject, Map<Integer, Long> from, History history, Extents extents, Recipient recipient) {
        this.subject = subject;
        this.extents = extents;
        this.recipient = recipient;
        this.catchUp = new CatchUp(history, subject, recipient, from, this::tell);
        Map<Integer, Long> before = new TreeMap<>();
        from.forEach((partition, next) -> {
            if (next > 0) {
                before.put(partition, next - 1);
            }
        });
        this.read = new Places(subject.topic(), before);
    }

    void start() {
        recipient.write(Buffer.buffer("retry: 2000\n\n"));
        catchUp.toTheEnd().onSuccess(done -> join()).onFailure(this::failed);
    }

    /** From the tail. */
    void take(Told told) {
        if (!subject.covers(told.entry()) || read.hold(told.entry().position())) {
            return;
        }
        if (live) {
            tell(told);
            endWhenLast();
        } else if (aside.size() < MOST_ASIDE) {
            aside.add(told);
        } else {
            overflowed = true;
            aside.clear();
        }
    }

    private void join() {
        if (overflowed) {
            overflowed = false;
            aside.clear();
            catchUp.toTheEnd().onSuccess(done -> join()).onFailure(this::failed);
            return;
        }
        live = true;
        while (!aside.isEmpty()) {
            take(aside.poll());
        }
        endWhenLast();
    }

    private void tell(Told told) {
        read = read.and(told.entry().position());
        recipient.write(told.event(subject.run().isPresent() ? new Places(told.entry().position()) : read));
        last |= subject.run().isPresent() && subject.topic() == Topic.JOBS && Ending.is(told.entry().envelope().event());
    }

    private void endWhenLast() {
        if (live && last) {
            recipient.end(END);
        }
    }

    /** Called every second. */
    void tick() {
        if (recipient.silentFor(HEARTBEAT)) {
            recipient.write(Buffer.buffer(": still here\n\n"));
        }
        if (live && subject.run().isPresent()) {
            OptionalLong end = extents.of(subject.run().get()).last();
            boolean over = end.isPresent() && (subject.topic() != Topic.JOBS || end.getAsLong() <= read.offsets().values().stream().findFirst().orElse(-1L));
            // What is on its way from the tail is given a second.
            last |= over && overSeen;
            overSeen = over;
            endWhenLast();
        }
    }

    private void failed(Throwable failure) {
        LOGGER.atWarn().addKeyValue("reason", failure.getMessage()).log("What stands in the log cannot be read for a follower");
        recipient.drop("the log cannot be read");
    }

    boolean gone() {
        return recipient.gone();
    }

    void drop(String why) {
        recipient.drop(why);
    }
}
