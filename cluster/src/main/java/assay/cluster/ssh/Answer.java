package assay.cluster.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a request wrote.
 *
 * @param code its exit code; {@link #CUT} when it wrote more than it was allowed to
 */
record Answer(int code, byte[] out, String err) {
    static final int CUT = -1;

    /** Out of what a session says: what was written, a line break, the exit code; and the standard error. */
    static Answer of(String out, String err) {
        byte[] all = Base64.getMimeDecoder().decode(out);
        int end = all.length;
        while (end > 0 && all[end - 1] != '\n') {
            end--;
        }
        String code = new String(all, end, all.length - end, StandardCharsets.US_ASCII);
        String words = new String(Base64.getDecoder().decode(err), StandardCharsets.UTF_8);
        return end > 0 && code.matches("[0-9]{1,3}") ? new Answer(Integer.parseInt(code), Arrays.copyOf(all, end - 1), words) : new Answer(CUT, all, words);
    }

    String text() {
        return new String(out, StandardCharsets.UTF_8);
    }
}
