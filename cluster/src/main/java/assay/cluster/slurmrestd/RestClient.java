package assay.cluster.slurmrestd;

import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to one slurmrestd. Used from several threads. */
final class RestClient implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;
    private final RestConfig config;
    private final Tokens tokens;
    private final HttpClient http;

    RestClient(RestConfig config, InstantSource clock) {
        this.config = config;
        this.tokens = new Tokens(config.tokens(), clock);
        this.http = HttpClient.newBuilder().connectTimeout(config.limit()).version(HttpClient.Version.HTTP_1_1).build();
    }

    /** What came of a request. */
    sealed interface Reply {
        /** An answer, whatever it says. */
        record Answer(int status, JsonNode body) implements Reply {
            List<String> words() {
                return RestValues.words(body.path("errors"));
            }

            boolean good() {
                return status == 200;
            }
        }

        /** It was never sent. */
        record NotSent(String reason) implements Reply {
        }

        /** It was sent, and nobody knows what became of it. */
        record Lost(String reason) implements Reply {
        }
    }

    /** Asks with a GET. Throws unless there is an answer that is one; anything else than an error list may be missing in it. */
    JsonNode ask(String path) {
        return answer(path, send("GET", path, "", config.limit())).body();
    }

    Reply send(String method, String path, String body, Duration limit) {
        BodyPublisher content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body, StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(config.address().resolve(path)).method(method, content).timeout(limit)
                .header("Accept", "application/json").header("X-SLURM-USER-NAME", config.user()).header("X-SLURM-USER-TOKEN", tokens.token());
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() == UNAUTHORIZED || response.statusCode() >= 500) {
                // An expired token is an unspecified error.
                tokens.forget();
            }
            return new Reply.Answer(response.statusCode(), json(response.body()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Reply.NotSent(config.address() + " cannot be reached" + (e.getMessage() == null ? "" : ": " + e.getMessage()));
        } catch (IOException e) {
            return new Reply.Lost(config.address() + " did not answer: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Lost("interrupted while " + config.address() + " was asked");
        }
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            return MAPPER.missingNode();
        }
    }

    private Reply.Answer answer(String path, Reply reply) {
        return switch (reply) {
            case Reply.Answer answer when answer.good() -> answer;
            case Reply.Answer answer -> throw failure(path, answer);
            case Reply.NotSent(var reason) -> throw new ClusterSilentException(reason);
            case Reply.Lost(var reason) -> throw new ClusterSilentException(reason);
        };
    }

    static RuntimeException failure(String path, Reply.Answer answer) {
        String said = String.join("; ", answer.words());
        String words = "slurmrestd: " + path + ": status " + answer.status() + (said.isEmpty() ? "" : ", " + said);
        return answer.status() == UNAUTHORIZED || answer.status() == FORBIDDEN
                ? new ClusterRefusedException(words + " (the token does not prove who asks, or has run out)") : new ClusterSilentException(words);
    }

    @Override
    public void close() {
        http.close();
    }
}
