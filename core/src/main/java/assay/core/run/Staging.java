package assay.core.run;

import assay.events.Copies;
import assay.events.JobEvent.ArtifactChecked;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobEvent.OfArtifact;
import assay.events.JobEvent.StagingFailed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far the artifacts of a run are on their way to where its jobs find them.
 *
 * @param staged  those that are there, by reference
 * @param checked what is known of those of a run that is only planned, by reference
 * @param failure the first that could not be brought there
 */
public record Staging(Map<String, ArtifactStaged> staged, Map<String, ArtifactChecked> checked, Optional<StagingFailed> failure) {
    /** Nothing has happened. */
    public static final Staging NONE = new Staging(Map.of(), Map.of(), Optional.empty());

    public Staging {
        staged = Copies.ordered(staged);
        checked = Copies.ordered(checked);
    }

    /** After the event; empty when it tells nothing new. */
    Optional<Staging> after(OfArtifact event) {
        return switch (event) {
            case ArtifactStaged e when !staged.containsKey(e.name()) -> Optional.of(new Staging(with(staged, e), checked, failure));
            case ArtifactStaged e -> Optional.empty();
            case ArtifactChecked e when !checked.containsKey(e.name()) -> Optional.of(new Staging(staged, with(checked, e), failure));
            case ArtifactChecked e -> Optional.empty();
            case StagingFailed e when failure.isEmpty() && !staged.containsKey(e.name()) -> Optional.of(new Staging(staged, checked, Optional.of(e)));
            case StagingFailed e -> Optional.empty();
        };
    }

    private static <E extends OfArtifact> Map<String, E> with(Map<String, E> known, E event) {
        Map<String, E> next = new LinkedHashMap<>(known);
        next.put(event.name(), event);
        return next;
    }
}
