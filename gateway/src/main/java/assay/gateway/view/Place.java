package assay.gateway.view;

import assay.core.view.RunEntry;
import assay.events.RunId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/** Where a run stands in the list of all runs, which begins with the newest. */
record Place(Instant requestedAt, RunId id) implements Comparable<Place> {
    private static final Comparator<Place> NEWEST_FIRST = Comparator.comparing(Place::requestedAt).thenComparing(Place::id).reversed();
    private static final String BETWEEN = " ";

    static Place of(RunEntry run) {
        return new Place(run.requestedAt(), run.id());
    }

    @Override
    public int compareTo(Place other) {
        return NEWEST_FIRST.compare(this, other);
    }

    /** As clients carry it to the next page. */
    String cursor() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((requestedAt + BETWEEN + id).getBytes(StandardCharsets.UTF_8));
    }

    /** The place of a cursor; empty when nobody here gave it out. */
    static Optional<Place> of(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(BETWEEN, -1);
            return parts.length == 2 ? Optional.of(new Place(Instant.parse(parts[0]), new RunId(parts[1]))) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
