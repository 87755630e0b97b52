package assay.cluster.ssh;

import java.nio.charset.StandardCharsets;

/**
 * A piece of shell for the other side, whose words were quoted by {@link ShellWords}.
 *
 * @param script run in a shell of its own
 * @param input  what stands on its standard input
 * @param most   of what it writes this much is brought back at most
 */
record Request(String script, byte[] input, int most) {
    /** Beyond this an answer is given up: half an answer would be read as a whole one. */
    static final int MOST_BYTES = 16 << 20;
    private static final byte[] NOTHING = {};
    private static final String WHOLE = "\n#whole";

    /** One that reads nothing. */
    static Request of(String script) {
        return new Request(script, NOTHING, MOST_BYTES);
    }

    /** One that reads something. */
    static Request of(String script, byte[] input) {
        return new Request(script, input, MOST_BYTES);
    }

    /** As it is sent before its input. */
    byte[] head() {
        byte[] body = (script + WHOLE).getBytes(StandardCharsets.UTF_8);
        byte[] line = (body.length + " " + input.length + " " + most + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] head = new byte[line.length + body.length];
        System.arraycopy(line, 0, head, 0, line.length);
        System.arraycopy(body, 0, head, line.length, body.length);
        return head;
    }
}
