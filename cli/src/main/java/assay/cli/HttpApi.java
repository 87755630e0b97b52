package assay.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;

/**
 * Assay's HTTP API as a client speaks it. Every request here may be sent twice without harm, so what a cut connection or a busy server makes
 * uncertain is asked again for a while. Thread-safe.
 */
final class HttpApi {
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration ANSWERING = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 500;
    private final URI server;
    private final Optional<String> key;
    private final boolean trusting;
    private final HttpClient client;

    /**
     * Of a server.
     *
     * @param trust whose certificates are believed; empty: those that this Java believes
     */
    HttpApi(URI server, Optional<String> key, Optional<SSLContext> trust) {
        this.server = server;
        this.key = key;
        this.trusting = trust.isPresent();
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECTING).followRedirects(HttpClient.Redirect.NEVER);
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** Ends whatever is under way. A JVM that exits waits 0.3 s for the thread of an open client, since it is within a call of the operating system. */
    void close() {
        client.shutdownNow();
    }

    /** Where it is. */
    URI server() {
        return server;
    }

    /** A text as one segment of a path, or as a value of a query. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What is made of something that the server told. */
    <T> T understood(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | JacksonException e) {
            throw new UnreachableException(server + " tells something that this command line does not understand: " + e.getMessage() + ". Are both of one version?");
        }
    }

    /** Asks for something. */
    HttpAnswer get(String path) {
        return good(request(path).GET().build());
    }

    /**
     * Asks for something to be done.
     *
     * @param headers such as what makes it the same request when it is sent again
     */
    HttpAnswer post(String path, String json, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        headers.forEach(request::header);
        return good(request.build());
    }

    /**
     * Opens what may be long, or never end; to be closed by who reads it.
     *
     * @throws FileNotFoundException when there is no such thing, or not yet
     * @throws IOException           when the connection does not come about, which may pass
     */
    InputStream open(String path, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = keyed(path).GET();
        headers.forEach(request::header);
        HttpResponse<InputStream> response = begun(request.build());
        if (response.statusCode() == 200) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            HttpAnswer answer = new HttpAnswer(server, response.statusCode(), response.headers().firstValue("Content-Type").orElse(""), Optional.empty(), "",
                    new String(body.readAllBytes(), StandardCharsets.UTF_8));
            if (answer.passing()) {
                throw new IOException(answer.failure().getMessage());
            } else if (answer.status() == 404) {
                throw new FileNotFoundException(answer.failure().getMessage());
            }
            throw answer.failure();
        }
    }

    /** The time limit is for the beginning of the answer alone. */
    private HttpResponse<InputStream> begun(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.sendAsync(request, BodyHandlers.ofInputStream()).get(ANSWERING.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer");
        }
    }

    private HttpRequest.Builder request(String path) {
        return keyed(path).timeout(ANSWERING);
    }

    private HttpRequest.Builder keyed(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path));
        key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private HttpAnswer good(HttpRequest request) {
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<HttpAnswer> answer = send(request, limit);
            if (answer.isPresent() && !answer.get().passing()) {
                if (answer.get().good()) {
                    return answer.get();
                }
                throw answer.get().failure();
            }
            long pause = answer.flatMap(HttpAnswer::retryAfter).map(seconds -> seconds * 1_000).orElse(PAUSE_MILLIS);
            if (Instant.now().plusMillis(pause).isAfter(limit)) {
                throw answer.map(HttpAnswer::failure).orElseGet(() -> new UnreachableException(server + " does not answer"));
            }
            pause(pause);
        }
    }

    /** Waits before something is asked again. */
    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted while waiting for the server");
        }
    }

    /** Empty when the connection was cut, and may hold the next time. */
    private Optional<HttpAnswer> send(HttpRequest request, Instant limit) {
        try {
            return Optional.of(HttpAnswer.of(server, client.send(request, BodyHandlers.ofByteArray())));
        } catch (ConnectException | HttpTimeoutException | SSLException e) {
            throw new UnreachableException(words(e));
        } catch (IOException e) {
            if (Instant.now().plusMillis(PAUSE_MILLIS).isAfter(limit)) {
                throw new UnreachableException(words(e) + (server.getScheme().equals("http") ? ". Say https:// where the server speaks TLS." : ""));
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted while " + server + " was asked");
        }
    }

    /** Why there is no answer. */
    String words(IOException failure) {
        return switch (failure) {
            case HttpConnectTimeoutException e -> server + " cannot be reached: it does not answer within " + CONNECTING.toSeconds() + " s. Check the address, and whether a firewall lets you.";
            case HttpTimeoutException e -> server + " did not answer within " + ANSWERING.toSeconds() + " s; try again";
            case ConnectException e -> server + " cannot be reached: " + (unknown(e) ? "there is no host of that name" : "nothing listens there") + ". Check the address of --server.";
            case SSLException e -> Distrust.words(server, e, trusting);
            default -> "the connection to " + server + " broke: " + failure.getMessage();
        };
    }

    private static boolean unknown(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }
}
