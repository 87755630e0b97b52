package assay.gateway.stream;

import assay.events.Event;
import assay.events.JobEvent.Outcome;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunFinished;
import java.util.EnumSet;
import java.util.Set;

/** Which events say by themselves that nothing of their run follows. */
final class Ending {
    private static final Set<Outcome> NOTHING_TO_REPORT = EnumSet.of(Outcome.REJECTED, Outcome.REFUSED, Outcome.PLANNED, Outcome.STAGED);

    private Ending() {
    }

    static boolean is(Event event) {
        return event instanceof ReportPublished || event instanceof RunFinished finished && NOTHING_TO_REPORT.contains(finished.outcome());
    }
}
