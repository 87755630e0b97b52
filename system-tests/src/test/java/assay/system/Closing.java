package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

/** The closing chain: each link is caused by the one before, so their order in the log is certain. */
final class Closing {
    private Closing() {
    }

    /** Closing, the last scrape, the service's stop, proof that nothing is left, the end; for a run whose service was ready. */
    static void assertWhole(RunEvents events, String client, String service) {
        int closing = events.at("run.closing");
        int measured = events.at("metrics.summarised");
        int stop = events.at("job.stop-requested", service);
        assertThat(closing).as("run.closing").isPositive();
        assertThat(measured).as("metrics.summarised after run.closing").isGreaterThan(closing);
        assertThat(stop).as("the service's stop after metrics.summarised").isGreaterThan(measured);
        assertThat(events.at("job.ended", service)).as("the service's end after its stop").isGreaterThan(stop);
        assertThat(events.at("job.ended", client)).as("the client's end").isPositive().isLessThan(events.at("run.cleaned"));
        assertEnd(events);
    }

    /** The last links, which every run that reached the cluster has: everything ended, then cleaned, then finished, then the report. */
    static void assertEnd(RunEvents events) {
        int cleaned = events.at("run.cleaned");
        assertThat(events.types().lastIndexOf("job.ended")).as("no job ends after run.cleaned").isLessThan(cleaned);
        assertThat(events.types().lastIndexOf("job.submitted")).as("nothing is submitted after run.closing").isLessThan(events.at("run.closing"));
        assertThat(events.at("run.closing")).isLessThan(cleaned);
        assertThat(events.types().subList(cleaned, events.types().size())).containsExactly("run.cleaned", "run.finished", "report.published");
    }
}
