package assay.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that no honest client sends, over real sockets: each is refused within its bounds, and the server serves on. */
@Timeout(60)
class OddRequestsTest {
    @TempDir
    private Path folder;
    private Served served;
    private String key;

    @BeforeEach
    void serve() throws Exception {
        served = Served.in(folder, Served.QUICK);
        key = served.key(Scope.SUBMIT, Scope.READ);
    }

    @AfterEach
    void stillServes() throws Exception {
        assertThat(served.get("/thing", key).statusCode()).isEqualTo(200);
        served.close();
    }

    @Test
    void shouldNotWaitForABodyThatIsAnnouncedTooLarge() throws Exception {
        assertThat(raw(head("POST", "Content-Length: 104857600") + "x")).startsWith("HTTP/1.1 413").contains("application/problem+json", "/problems/too-large", "1048576");
        assertThat(raw(head("POST", "Content-Length: 99999999999999999999"))).startsWith("HTTP/1.1 4");
        assertThat(raw(head("POST", "Content-Length: 104857600", "Expect: 100-continue"))).startsWith("HTTP/1.1 413");
    }

    @Test
    void shouldStopReadingABodyOfUnknownLengthAtItsBound() throws Exception {
        // given
        byte[] piece = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = served.connect()) {
            Served.send(socket, head("POST", "Transfer-Encoding: chunked"));
            // when
            long sent = pour(socket, piece, 100L << 20);
            // then
            assertThat(sent).isLessThan(20L << 20);
        }
    }

    @Test
    void shouldTakeABodyOfJustTheBound() throws Exception {
        assertThat(served.post("/thing", key, BodyPublishers.ofByteArray(new byte[1 << 20])).body()).isEqualTo("took 1048576");
        assertThat(raw(head("POST", "Content-Length: " + ((1 << 20) + 1)))).startsWith("HTTP/1.1 413");
    }

    @Test
    void shouldNotReadABodyBeforeItKnowsWhoAsks() throws Exception {
        assertThat(raw("POST /thing HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n")).startsWith("HTTP/1.1 401").doesNotContain("100 Continue");
    }

    @Test
    void shouldRefuseAThousandHeadersAndHugeOnes() throws Exception {
        // given
        StringBuilder thousand = new StringBuilder("GET /thing HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key + "\r\n");
        for (int i = 0; i < 1_000; i++) {
            thousand.append("a").append(i).append(": b\r\n");
        }
        // when, then
        assertThat(raw(thousand + "\r\n")).startsWith("HTTP/1.1 431").contains("/problems/headers-too-large", "100 headers");
        assertThat(raw(head("GET", "X-Huge: " + "h".repeat(1 << 20)))).startsWith("HTTP/1.1 431").contains("/problems/headers-too-large");
        assertThat(raw("GET /" + "p".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")).contains(" 414 ", "/problems/address-too-long");
    }

    @Test
    void shouldRefuseWhatIsNotItsHttp() throws Exception {
        assertThat(raw("\u0016\u0003\u0001 hello\r\n\r\n")).contains(" 400 ", "/problems/not-http", "X-Content-Type-Options: nosniff");
        assertThat(raw("GET /thing HTTP/1.0\r\nAuthorization: Bearer " + key + "\r\n\r\n")).startsWith("HTTP/1").contains(" 505 ", "/problems/http-version-not-supported");
        assertThat(raw("GET /thing HTTP/1.1\r\nAuthorization: Bearer " + key + "\r\n\r\n")).startsWith("HTTP/1.1 400").contains("/problems/bad-request", "'Host'", "X-Content-Type-Options: nosniff")
                .containsIgnoringCase("connection: close");
        assertThat(raw(head("GET", "Authorization: Bearer " + key))).startsWith("HTTP/1.1 401");
        assertThat(raw(head("POST", "Content-Length: 30", "Transfer-Encoding: chunked") + "0\r\n\r\n" + head("GET"))).contains("took -1").endsWith("somebody");
    }

    @Test
    void shouldNotWaitForHeadersThatDripIn() throws Exception {
        // given
        try (Socket socket = served.connect()) {
            Served.send(socket, "GET /thing HTTP/1.1\r\nX-Drip: ");
            // when
            long began = System.nanoTime();
            long sent = pour(socket, "d".getBytes(StandardCharsets.US_ASCII), 1L << 20, 50);
            // then
            assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
            assertThat(sent).isLessThan(300);
        }
    }

    @Test
    void shouldNotWaitForABodyThatDripsIn() throws Exception {
        // given
        try (Socket socket = served.connect()) {
            Served.send(socket, head("POST", "Content-Length: 100000"));
            // when
            long sent = pour(socket, "d".getBytes(StandardCharsets.US_ASCII), 100_000, 50);
            // then
            assertThat(sent).isLessThan(300);
        }
    }

    @Test
    void shouldHangUpOnSilentConnections() throws Exception {
        // given
        try (Socket silent = served.connect(); Socket resting = served.connect()) {
            Served.send(resting, head("GET"));
            // when, then
            assertThat(Served.rest(silent)).isEmpty();
            assertThat(Served.rest(resting)).startsWith("HTTP/1.1 200").endsWith("somebody");
        }
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrder() throws Exception {
        // when
        String answers = raw(head("GET").repeat(50) + head("GET", "X-Huge: " + "h".repeat(1 << 20)));
        // then
        assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(51);
        assertThat(answers).contains("HTTP/1.1 431");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = served.connect()) {
            try {
                Served.send(socket, request);
            } catch (SocketException hungUp) {
                return Served.rest(socket);
            }
            return Served.rest(socket);
        }
    }

    private String head(String method, String... headers) {
        return method + " /thing HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key + "\r\n" + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
    }

    private static long pour(Socket socket, byte[] piece, long most) throws IOException {
        return pour(socket, piece, most, 0);
    }

    /** Sends until the other side has hung up; how much that was. Between two pieces it waits for an answer so long. */
    private static long pour(Socket socket, byte[] piece, long most, int millis) throws IOException {
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream();
        long sent = 0;
        socket.setSoTimeout(Math.max(1, millis));
        try {
            while (sent < most) {
                out.write(piece);
                sent += piece.length;
                if (ended(in)) {
                    return sent;
                }
            }
        } catch (SocketException hungUp) {
            return sent;
        }
        return sent;
    }

    private static boolean ended(InputStream in) throws IOException {
        try {
            return in.read(new byte[8_192]) < 0;
        } catch (SocketTimeoutException nothingYet) {
            return false;
        }
    }
}
