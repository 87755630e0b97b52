package assay.core.report;

import assay.events.Token;
import java.time.Instant;
import java.util.List;

/**
 * What happened when. Times of a job's own acts are the job's clock, all others the clock of the Assay service that wrote the event;
 * {@code seconds} count from the request.
 *
 * @param milestones what happened, in the order of the log
 * @param lanes      one for each attempt of a job
 * @param timings    how long the steps took
 */
public record Timeline(List<Milestone> milestones, List<Lane> lanes, List<Timing> timings) {
    public Timeline {
        milestones = List.copyOf(milestones);
        lanes = List.copyOf(lanes);
        timings = List.copyOf(timings);
    }

    /** Something happened: to a job, or to the run when {@code subject} is empty. */
    public record Milestone(double seconds, Instant at, String subject, String what) {
    }

    /**
     * How long something took: of the jobs of a service or client, or of the run when {@code subject} is empty.
     *
     * @param times    in how many attempts; 1 for the run
     * @param shortest of them
     * @param longest  of them
     */
    public record Timing(String subject, String what, int times, double shortest, double longest) {
        Timing with(Timing other) {
            return new Timing(subject, what, times + other.times, Math.min(shortest, other.shortest), Math.max(longest, other.longest));
        }
    }

    /**
     * The life of one attempt.
     *
     * @param component the service or client of the recipe
     * @param row       that and the replica: attempts of one row seldom overlap
     * @param label     the job's name, with the attempt when there were several
     * @param nodes     how many nodes it held
     * @param segments  in order, each ending where the next begins
     */
    public record Lane(Token token, String component, String row, String label, int nodes, List<Segment> segments) {
        public Lane {
            segments = List.copyOf(segments);
        }
    }

    /** A stretch of an attempt's life. */
    public record Segment(Activity activity, double from, double to) {
        /** Its length in seconds. */
        public double seconds() {
            return to - from;
        }
    }

    /** What an attempt was doing. */
    public enum Activity {
        QUEUED("waiting in the queue", false),
        STARTING("starting", true),
        SERVING("serving", true),
        WAITING("waiting for other jobs", true),
        PREPARE("preparing data", true),
        WARMUP("warming up", true),
        MEASURE("measuring", true),
        BETWEEN("between windows", true),
        STOPPING("stopping", true),
        ENDING("ending", false);

        private final String words;
        private final boolean holdsNodes;

        Activity(String words, boolean holdsNodes) {
            this.words = words;
            this.holdsNodes = holdsNodes;
        }

        /** The activity for people. */
        public String words() {
            return words;
        }

        /** Whether the job holds its nodes meanwhile. */
        public boolean holdsNodes() {
            return holdsNodes;
        }
    }
}
