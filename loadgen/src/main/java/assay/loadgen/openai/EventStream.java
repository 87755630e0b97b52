package assay.loadgen.openai;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Server-sent events as they come: cuts the bytes into lines, wherever the parts begin and end, and passes on the value of each {@code data:}
 * line. Comments and other fields are passed over. An event of several data lines, which no server here sends, comes as several.
 */
final class EventStream {
    private static final String DATA = "data:";
    private static final int FIRST_SIZE = 1024;

    private final Consumer<String> data;
    private byte[] line = new byte[FIRST_SIZE];
    private int length;

    EventStream(Consumer<String> data) {
        this.data = data;
    }

    void part(Buffer part) {
        for (int i = 0; i < part.length(); i++) {
            byte next = part.getByte(i);
            if (next == '\n') {
                end();
            } else {
                append(next);
            }
        }
    }

    /** What stands behind the last end of a line; for a body that is no stream of events. */
    String rest() {
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    private void append(byte next) {
        if (length == line.length) {
            line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = next;
    }

    private void end() {
        int to = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        String text = new String(line, 0, to, StandardCharsets.UTF_8);
        if (text.startsWith(DATA)) {
            data.accept(text.substring(DATA.length()).strip());
        }
    }
}
