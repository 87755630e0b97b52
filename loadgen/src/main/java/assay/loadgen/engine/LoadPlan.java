package assay.loadgen.engine;

import assay.loadgen.schedule.Rate;
import assay.loadgen.schedule.Spacing;
import java.time.Duration;

/**
 * What load to put on, for how long.
 *
 * @param model    open or closed
 * @param users    closed: how many ask; open: the most requests at the same time
 * @param lanes    event loops over which the users are spread
 * @param warmup   load before the window, which does not count
 * @param window   the measured window
 * @param drain    how long behind the window its requests may take to end
 * @param timeout  how long a request may take from its sending
 * @param seed     of the instants and of what is asked for
 * @param startAt  Unix time in microseconds at which the load begins; 0: at once
 * @param goal     what makes a request a good one
 */
public record LoadPlan(Model model, int users, int lanes, Duration warmup, Duration window, Duration drain, Duration timeout, long seed, long startAt, Goal goal) {
    /** Who decides when the next request is sent. */
    public sealed interface Model {
        /** As it stands beside every latency. */
        String text(int users);
    }

    /** The user, when the answer before is there and this time has passed. */
    public record Closed(Duration think) implements Model {
        @Override
        public String text(int users) {
            return "closed, " + users + (users == 1 ? " user" : " users") + (think.isZero() ? "" : ", think time " + think.toMillis() + " ms");
        }
    }

    /** The schedule, whatever the server does. */
    public record Open(Rate rate, Spacing spacing) implements Model {
        @Override
        public String text(int users) {
            String how = switch (spacing) {
                case POISSON -> "Poisson";
                case REGULAR -> "regular";
            };
            return "open, " + how + ", rate " + rate.text() + "/s, at most " + users + " at a time";
        }
    }

    /** The window in the clock's time. */
    Window span() {
        return new Window(warmup.toNanos(), warmup.plus(window).toNanos());
    }
}
