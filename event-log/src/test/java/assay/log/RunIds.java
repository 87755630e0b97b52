package assay.log;

import assay.events.Envelope;
import assay.events.EventId;
import assay.events.RecipeEvent;
import assay.events.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Run ids and submissions that no other test of this JVM uses. */
final class RunIds {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private RunIds() {
    }

    static RunId next() {
        return new RunId("test%06d".formatted(NEXT.incrementAndGet()));
    }

    static Envelope submission(RunId run) {
        RecipeEvent event = new RecipeEvent.RecipeSubmitted("recipe: 1", "toy.yaml", RecipeEvent.Mode.RUN, List.of(), Map.of(), List.of(), "/tmp/out", "test");
        return new Envelope(new EventId("submission-" + run), run, "/test", Instant.parse("2026-11-23T10:00:00Z"), "", event);
    }
}
