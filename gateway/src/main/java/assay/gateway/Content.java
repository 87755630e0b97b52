package assay.gateway;

import assay.gateway.problem.ProblemKind;
import assay.log.ViewJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Something that is handed out whole, in part, or not at all where the asker has it.
 *
 * @param type of the bytes
 * @param tag  names these bytes
 */
record Content(String type, Buffer bytes, String tag) {
    private static final String JSON = "application/json";
    private static final String UNIT = "bytes";

    static Content text(String type, String text, String tag) {
        return new Content(type + "; charset=utf-8", Buffer.buffer(text), tag);
    }

    /** Records as JSON; the tag follows from what it says. */
    static Content json(Object view) {
        String text = ViewJson.text(view);
        return new Content(JSON, Buffer.buffer(text), sha256(text));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Answers with all of it. */
    void send(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end(bytes);
    }

    /** Answers with all of it, unless the asker has it. */
    void sendUnlessKnown(RoutingContext context) {
        if (known(context)) {
            notModified(context);
        } else {
            context.response().putHeader(HttpHeaders.ETAG, quoted());
            send(context);
        }
    }

    /** Answers with what is asked for of it. */
    void sendWanted(RoutingContext context) {
        if (known(context)) {
            notModified(context);
            return;
        }
        HttpServerResponse response = context.response().putHeader(HttpHeaders.ETAG, quoted()).putHeader(HttpHeaders.ACCEPT_RANGES, UNIT);
        String condition = context.request().getHeader("If-Range");
        ByteRange range = condition == null || condition.equals(quoted()) ? ByteRange.of(context.request().getHeader("Range"), bytes.length()) : new ByteRange.Whole();
        switch (range) {
            case ByteRange.Whole() -> send(context);
            case ByteRange.Part part -> response.setStatusCode(206).putHeader(HttpHeaders.CONTENT_TYPE, type).putHeader(HttpHeaders.CONTENT_RANGE, part.words(bytes.length()))
                    .end(bytes.slice((int) part.first(), (int) part.last() + 1));
            case ByteRange.None() -> throw none(bytes.length());
        }
    }

    /** That there are no such bytes. */
    static RuntimeException none(long length) {
        return ProblemKind.RANGE_NOT_SATISFIABLE.because("there are " + length + " bytes, and none of them was asked for").with("Content-Range", UNIT + " */" + length);
    }

    private boolean known(RoutingContext context) {
        String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        return known != null && Arrays.stream(known.split(",")).map(String::strip).anyMatch(tag -> tag.equals("*") || tag.equals(quoted()) || tag.equals("W/" + quoted()));
    }

    private void notModified(RoutingContext context) {
        context.response().setStatusCode(304).putHeader(HttpHeaders.ETAG, quoted()).end();
    }

    private String quoted() {
        return '"' + tag + '"';
    }
}
