package assay.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program of its own, run by a job: a small HTTP server that answers in the way its first argument names, at the port that its second one does. It
 * knows {@code /v1/models} and streams of tokens as well, so that both drivers of the load generator can ask it.
 */
final class ServerWays {
    private static final int TOKENS = 5;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private final Way way;
    private final ServerSocket socket;
    private final Collection<Socket> connections = new ConcurrentLinkedQueue<>();
    private final AtomicLong asked = new AtomicLong();

    /** How requests are answered. */
    enum Way {
        /** At once. */
        WELL,
        /** At once, but for 400 ms of every 4 s, in which nothing is answered; what came in them is answered at their end. */
        STALLING,
        /** Every fourth with an error. */
        SOMETIMES_FAILING,
        /** Always with an error. */
        FAILING,
        /** By closing the connection. */
        CLOSING,
        /** As a stream of tokens. */
        TOKENS,
        /** The first as a stream of tokens, all others as one that has none. */
        TOKENLESS,
        /** At once, but after the hundredth neither that nor any other connection is answered any more. */
        LEAVING
    }

    private ServerWays(Way way, ServerSocket socket) {
        this.way = way;
        this.socket = socket;
    }

    /** The command that runs it. */
    static String command(Way way) {
        return System.getProperty("java.home") + "/bin/java -Xmx128m -XX:+UseSerialGC -cp " + Installation.CHECKOUT.resolve("system-tests/target/test-classes") + " "
                + ServerWays.class.getName() + " " + way + " \"$PORT\"";
    }

    /** Serves for ever. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new ServerWays(Way.valueOf(arguments[0]), new ServerSocket(Integer.parseInt(arguments[1]), 1000)).serve();
    }

    private void serve() throws InterruptedException {
        try {
            while (true) {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                Thread.ofVirtual().start(() -> converse(connection));
            }
        } catch (IOException e) {
            Thread.currentThread().join(); // it listens no more, and stays
        }
    }

    private void converse(Socket connection) {
        try (connection) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                boolean models = line.contains("/v1/models");
                skipRest(in);
                answer(connection.getOutputStream(), models ? 0 : asked.incrementAndGet(), models);
            }
        } catch (IOException e) {
            connections.remove(connection);
        }
    }

    private static void skipRest(BufferedReader in) throws IOException {
        long body = 0;
        for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                body = Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
            }
        }
        while (body > 0) {
            body -= in.skip(body);
        }
    }

    private void answer(OutputStream out, long number, boolean models) throws IOException {
        if (models) {
            String list = "{\"object\":\"list\",\"data\":[{\"id\":\"tiny\"}]}";
            say(out, "HTTP/1.1 200 OK\r\nContent-Length: " + list.length() + "\r\n\r\n" + list);
            return;
        }
        switch (way) {
            case WELL -> say(out, OK);
            case STALLING -> {
                long into = System.nanoTime() / 1_000_000 % 4000;
                pause(into < 400 ? 400 - into : 0);
                say(out, OK);
            }
            case SOMETIMES_FAILING -> say(out, number % 4 == 0 ? failure() : OK);
            case FAILING -> say(out, failure());
            case CLOSING -> throw new IOException("closed on purpose");
            case TOKENS -> stream(out, TOKENS);
            case TOKENLESS -> stream(out, number == 1 ? TOKENS : 0);
            case LEAVING -> {
                if (number > 100) {
                    leave();
                }
                say(out, OK);
            }
        }
    }

    private static String failure() {
        return "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 9\r\n\r\ntoo much.";
    }

    private void leave() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
        throw new IOException("left");
    }

    private static void stream(OutputStream out, int tokens) throws IOException {
        say(out, STREAM);
        for (int token = 0; token < tokens; token++) {
            pause(5);
            chunk(out, "data: {\"choices\":[{\"index\":0,\"text\":\"a\"}]}\n\n");
        }
        chunk(out, "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":" + tokens + "}}\n\ndata: [DONE]\n\n");
        say(out, "0\r\n\r\n");
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        say(out, Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
