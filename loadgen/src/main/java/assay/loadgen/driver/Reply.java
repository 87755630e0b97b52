package assay.loadgen.driver;

/** How a request was answered. */
public sealed interface Reply {
    /** Which kind of request it was, such as the transaction's name. */
    String kind();

    /** A whole answer, complete when the future is. */
    record Whole(String kind) implements Reply {
    }

    /**
     * An answer of tokens that came as a stream. Instants are {@link System#nanoTime}.
     *
     * @param first     the first text that was not empty
     * @param last      the last text that was not empty
     * @param gaps      nanoseconds between texts that followed each other
     * @param input     tokens of the prompt, as the server counted them, else as they were sent
     * @param output    tokens of the answer, as the server counted them, else the number of texts
     * @param asked     the tokens that were asked for
     * @param isCounted whether the server counted {@code output}
     */
    record Streamed(String kind, long first, long last, long[] gaps, int input, int output, int asked, boolean isCounted) implements Reply {
    }
}
