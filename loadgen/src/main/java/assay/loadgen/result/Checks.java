package assay.loadgen.result;

import assay.loadgen.engine.Counts;
import assay.loadgen.engine.LoadPlan;
import assay.loadgen.engine.Outcome;
import assay.loadgen.engine.Tally;
import assay.loadgen.engine.TokenCounts;
import assay.loadgen.engine.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the generator did what it was to do, so that its numbers are the server's and not its own. */
final class Checks {
    private static final double MOST_DELAY_MICROS = 1000;
    private static final double DELAY_SHARE = 0.01;
    private static final double MOST_CPU = 0.8;
    private static final double MOST_OFF = 0.01;
    private static final double LEAST_SENT = 0.98;
    private static final long MOST_LATE_MICROS = 1_000_000;

    private final List<Check> checks = new ArrayList<>();

    private Checks() {
    }

    static List<Check> of(Outcome outcome) {
        Checks all = new Checks();
        Tally tally = outcome.tally();
        all.window(outcome);
        all.accounting(outcome, tally.counts());
        if (outcome.plan().model() instanceof LoadPlan.Open) {
            all.schedule(outcome, tally);
        }
        all.flight(tally);
        all.machine(outcome.usage());
        if (tally.tokens().streams() > 0) {
            all.tokens(tally.tokens());
        }
        return all.checks;
    }

    private void window(Outcome outcome) {
        double planned = outcome.plan().window().toNanos() / 1e9;
        double was = outcome.window().seconds();
        add("window_complete", !outcome.isInterrupted(), was, planned, "the window lasted %.1f of %.1f s", was, planned);
        add("began_on_time", outcome.lateMicros() <= MOST_LATE_MICROS, outcome.lateMicros() / 1e6, MOST_LATE_MICROS / 1e6,
                "the load began %.3f s behind the instant that was agreed", outcome.lateMicros() / 1e6);
    }

    private void accounting(Outcome outcome, Counts counts) {
        long lost = outcome.due() - outcome.unsent() - counts.ok() - counts.errors();
        add("accounting", lost == 0, lost, 0, "%d requests due = %d ok + %d failed + %d timed out + %d unfinished + %d never sent", outcome.due(), counts.ok(),
                counts.failed(), counts.timedOut(), counts.unfinished(), outcome.unsent());
    }

    private void schedule(Outcome outcome, Tally tally) {
        double delay = tally.pacingDelay().values().getValueAtPercentile(99);
        double limit = Math.max(MOST_DELAY_MICROS, DELAY_SHARE * tally.response().values().getValueAtPercentile(50));
        add("schedule_kept", delay <= limit, delay, limit, "99 %% of the requests that did not have to wait for a user were sent within %.3f ms of their time "
                + "(limit %.3f ms)", delay / 1000, limit / 1000);
        double sent = outcome.due() == 0 ? 1 : (double) tally.counts().sent() / outcome.due();
        add("all_sent", sent >= LEAST_SENT, sent, LEAST_SENT, "%.2f %% of the requests that were due were sent", 100 * sent);
        double blocked = outcome.due() == 0 ? 0 : (double) tally.counts().blocked() / outcome.due();
        add("not_blocked", blocked <= MOST_OFF, blocked, MOST_OFF, "%.2f %% of the requests had to wait because %d were under way; the wait is in their latency",
                100 * blocked, outcome.plan().users());
    }

    private void flight(Tally tally) {
        double off = tally.spentSeconds() == 0 ? 0 : Math.abs(tally.flightSeconds() / tally.spentSeconds() - 1);
        add("littles_law", off <= MOST_OFF, off, MOST_OFF, "requests were under way for %.3f s together by their number in flight, and for %.3f s by their times",
                tally.flightSeconds(), tally.spentSeconds());
    }

    private void machine(Usage usage) {
        double share = usage.share(Runtime.getRuntime().availableProcessors());
        add("cpu_to_spare", share <= MOST_CPU, share, MOST_CPU, "loadgen used %.0f %% of its %d CPUs", 100 * share, Runtime.getRuntime().availableProcessors());
    }

    private void tokens(TokenCounts tokens) {
        double other = (double) tokens.otherLength() / tokens.streams();
        add("answer_lengths", tokens.otherLength() == 0, other, 0, "%d of %d answers were not as long as was asked for (%d tokens of %d)", tokens.otherLength(),
                tokens.streams(), tokens.output(), tokens.asked());
        double uncounted = (double) tokens.uncounted() / tokens.streams();
        add("tokens_counted", tokens.uncounted() == 0, uncounted, 0, "the server did not count the tokens of %d of %d answers; their chunks were counted",
                tokens.uncounted(), tokens.streams());
    }

    private void add(String name, boolean passed, double value, double limit, String text, Object... values) {
        checks.add(new Check(name, passed, value, limit, String.format(Locale.ROOT, text, values)));
    }
}
