package assay.loadgen.engine;

import assay.loadgen.driver.Reply;

/** The tokens of the answers, and the times that only a stream of tokens has, of the requests that were due inside the window. Not thread-safe. */
public final class TokenCounts {
    private final Timing ttft = new Timing();
    private final Timing tpot = new Timing();
    private final Timing itl = new Timing();
    private long input;
    private long output;
    private long asked;
    private long streams;
    private long otherLength;
    private long uncounted;

    void add(Reply.Streamed reply, long ttftNanos) {
        streams++;
        input += reply.input();
        output += reply.output();
        asked += reply.asked();
        ttft.nanos(ttftNanos);
        if (reply.output() > 1) {
            tpot.nanos(Math.round(perToken(reply)));
        }
        for (long gap : reply.gaps()) {
            itl.nanos(gap);
        }
        if (reply.output() != reply.asked()) {
            otherLength++;
        }
        if (!reply.isCounted()) {
            uncounted++;
        }
    }

    /** Nanoseconds for each token behind the first; 0 when there is none. */
    static double perToken(Reply.Streamed reply) {
        return reply.output() > 1 ? (double) (reply.last() - reply.first()) / (reply.output() - 1) : 0;
    }

    void add(TokenCounts other) {
        ttft.add(other.ttft);
        tpot.add(other.tpot);
        itl.add(other.itl);
        input += other.input;
        output += other.output;
        asked += other.asked;
        streams += other.streams;
        otherLength += other.otherLength;
        uncounted += other.uncounted;
    }

    /** From the due instant to the first text that is not empty. */
    public Timing ttft() {
        return ttft;
    }

    /** From the first to the last text, by the tokens behind the first; answers of one token have none. */
    public Timing tpot() {
        return tpot;
    }

    /** Between texts that followed each other, of all answers. */
    public Timing itl() {
        return itl;
    }

    /** How many answers were streams of tokens. */
    public long streams() {
        return streams;
    }

    /** Tokens of the prompts. */
    public long input() {
        return input;
    }

    /** Tokens of the answers. */
    public long output() {
        return output;
    }

    /** Tokens that were asked for. */
    public long asked() {
        return asked;
    }

    /** Answers that were not as long as they were asked to be. */
    public long otherLength() {
        return otherLength;
    }

    /** Answers whose tokens the server did not count. */
    public long uncounted() {
        return uncounted;
    }
}
