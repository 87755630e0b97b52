package assay.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Speaks HTTP byte for byte, so that requests may be as wrong as they like; a silent server is a failure. Confined to one thread. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private final int port;
    private Socket socket;
    private InputStream in;

    /** What came back; of a stream only its head. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String type() {
            return headers.getOrDefault("content-type", "").split(";", 2)[0];
        }
    }

    RawClient(int port) {
        this.port = port;
    }

    /**
     * Sends a request and reads its answer.
     *
     * @param bodiless whether the answer has no body whatever its headers say
     */
    Answer send(byte[] request, boolean bodiless) throws IOException {
        connect();
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // It may have answered and hung up before it read all.
        }
        Answer answer = read(bodiless);
        if ("close".equalsIgnoreCase(answer.headers().get("connection")) || answer.type().equals("text/event-stream")) {
            close();
        }
        return answer;
    }

    private void connect() throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
    }

    private Answer read(boolean bodiless) throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.put(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT), line.substring(line.indexOf(':') + 1).strip());
        }
        boolean none = bodiless || status == 204 || status == 304 || headers.getOrDefault("content-type", "").startsWith("text/event-stream");
        return new Answer(status, headers, none ? new byte[0] : body(headers));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (!"chunked".equals(headers.get("transfer-encoding"))) {
            return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server hung up in the middle of an answer");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** Hangs up; the next request connects anew. */
    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
