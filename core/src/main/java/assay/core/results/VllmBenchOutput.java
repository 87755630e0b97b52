package assay.core.results;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What one measured {@code vllm bench serve --save-result --save-detailed} left behind.
 *
 * @param totals   what it counted itself
 * @param load     the load that it was told to put on
 * @param requests each of its requests
 * @param epoch    what has to be added to the times of requests to make them Unix time, in seconds; empty when nobody wrote it down
 */
public record VllmBenchOutput(Totals totals, Load load, Requests requests, OptionalDouble epoch) {

    /**
     * Its own counts.
     *
     * @param prompts      requests that were to be sent
     * @param completed    requests answered in full
     * @param failed       requests that were not
     * @param inputTokens  of the prompts of completed requests
     * @param outputTokens of their answers
     * @param seconds      from the first sending to the last answer
     * @param goodput      completed requests a second that kept all limits; empty where none were given
     */
    public record Totals(long prompts, long completed, long failed, long inputTokens, long outputTokens, double seconds, OptionalDouble goodput) {
    }

    /**
     * When requests are sent.
     *
     * @param rate        requests a second; 0: all at once, or as soon as a user is free
     * @param burstiness  1: a Poisson process
     * @param concurrency the most requests at a time; 0: any number
     */
    public record Load(double rate, double burstiness, long concurrency) {
    }

    /**
     * One value for each request, in the order of the prompts, in seconds; but of gaps between texts all in one, whatever request they belong to.
     *
     * @param started      when it was sent, by a clock that began at some time
     * @param latencies    to its last text
     * @param ttfts        to its first text
     * @param outputTokens of its answer; 0 where it failed
     * @param gaps         between texts that follow each other
     * @param errors       what was said of it; empty where it was answered
     */
    public record Requests(double[] started, double[] latencies, double[] ttfts, long[] outputTokens, double[] gaps, List<String> errors) {
        public Requests {
            errors = List.copyOf(errors);
        }

        /** How many there are, as far as everything is known of them. */
        int count() {
            return Math.min(Math.min(latencies.length, ttfts.length), outputTokens.length);
        }
    }
}
