package assay.gateway.access;

import assay.gateway.problem.ProblemException;
import assay.gateway.problem.ProblemKind;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How the gateway listens: HTTP/1.1 alone, so that a connection is one request at a time and every limit counts for it; nothing is compressed or upgraded.
 */
final class ServerSocket {
    private static final int BACKLOG = 256;
    private static final int HANDSHAKE_SECONDS = 10;
    /** What may wait in a socket for a client to take it. */
    private static final int CHUNK = 64 << 10;

    private ServerSocket() {
    }

    static HttpServerOptions options(AccessConfig config) {
        Limits limits = config.limits();
        HttpServerOptions options = new HttpServerOptions().setHost(config.listen().host()).setPort(config.listen().port()).setAcceptBacklog(BACKLOG)
                .setMaxInitialLineLength(limits.uriBytes()).setMaxHeaderSize(limits.headerBytes()).setMaxChunkSize(CHUNK)
                .setHttp2ClearTextEnabled(false).setUseAlpn(false).setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
                .setTcpKeepAlive(true).setCompressionSupported(false).setDecompressionSupported(false)
                .setIdleTimeout(Math.toIntExact(limits.idle().toMillis())).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        config.tls().ifPresent(tls -> options.setSsl(true).setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS).setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setKeyCertOptions(new PemKeyCertOptions().setCertPath(tls.certificate().toString()).setKeyPath(tls.key().toString())));
        return options;
    }

    /** Why a request that could not be read was not. */
    static ProblemException refusal(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        return switch (cause) {
            case TooLongHttpLineException e -> ProblemKind.ADDRESS_TOO_LONG.because("the request line is longer than what is taken here").andEnd();
            case TooLongFrameException e -> ProblemKind.HEADERS_TOO_LARGE.because("the headers together are larger than what is taken here").andEnd();
            case null, default -> ProblemKind.NOT_HTTP.because("the request cannot be read as HTTP/1.1").andEnd();
        };
    }
}
