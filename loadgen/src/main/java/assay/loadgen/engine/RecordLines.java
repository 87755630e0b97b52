package assay.loadgen.engine;

import assay.loadgen.driver.Reply;

/**
 * One line of JSON for each request that was due inside the window, where they are kept. Instants are Unix time in microseconds; the words
 * stand in {@code docs/loadgen.md}.
 */
record RecordLines(boolean isKept, LoadClock clock, Window window) {
    void ok(StringBuilder to, int user, Task task, long done, Reply reply) {
        if (!isKept || !window.holds(task.due())) {
            return;
        }
        begin(to, user, task, done).append(",\"result\":\"ok\",\"kind\":\"").append(reply.kind()).append('"');
        if (reply instanceof Reply.Streamed streamed) {
            to.append(",\"first\":").append(clock.micros(clock.at(streamed.first()))).append(",\"input_tokens\":").append(streamed.input())
                    .append(",\"output_tokens\":").append(streamed.output()).append(",\"gaps\":[");
            for (int i = 0; i < streamed.gaps().length; i++) {
                to.append(i == 0 ? "" : ",").append(streamed.gaps()[i] / 1000);
            }
            to.append(']');
        }
        to.append("}\n");
    }

    void failed(StringBuilder to, int user, Task task, long end, String failureClass) {
        if (isKept && window.holds(task.due())) {
            begin(to, user, task, end).append(",\"result\":\"").append(failureClass).append("\"}\n");
        }
    }

    private StringBuilder begin(StringBuilder to, int user, Task task, long end) {
        return to.append("{\"number\":").append(task.number()).append(",\"user\":").append(user).append(",\"due\":").append(clock.micros(task.due()))
                .append(",\"sent\":").append(clock.micros(task.sent())).append(",\"end\":").append(clock.micros(end)).append(",\"blocked\":")
                .append(task.isBlocked());
    }
}
