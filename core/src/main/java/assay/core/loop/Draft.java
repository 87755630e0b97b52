package assay.core.loop;

import assay.events.Event;
import assay.events.RunId;

/** An event that a service decided on; the loop gives it its id. */
public record Draft(RunId run, Event event) {
}
