package assay.loadgen.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The server that is asked, from its URL.
 *
 * @param path   of the URL, with its query; empty when there is none
 * @param trusts for https: whether any certificate will do
 */
public record HttpServer(String host, int port, boolean isSecure, String path, boolean trusts) {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** Reads a URL such as {@code http://n1:8000/v1}. */
    public static HttpServer at(String url, boolean trusts) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean isSecure = scheme.equals("https");
            if (uri.getHost() == null || !isSecure && !scheme.equals("http")) {
                throw new IllegalArgumentException("'" + url + "' is no URL of a server: write http://HOST:PORT/PATH or https://…");
            }
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            int port = uri.getPort() >= 0 ? uri.getPort() : isSecure ? HTTPS : HTTP;
            return new HttpServer(uri.getHost(), port, isSecure, uri.getRawPath() + query, trusts);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + url + "' is no URL: " + e.getMessage(), e);
        }
    }

    /** What connects to it. */
    public HttpClientAgent client(Vertx vertx) {
        HttpClientOptions options = new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setTcpNoDelay(true).setTrustAll(trusts)
                .setVerifyHost(!trusts).setDecompressionSupported(false);
        return vertx.createHttpClient(options, new PoolOptions());
    }

    HttpConnectOptions connectOptions() {
        return new HttpConnectOptions().setHost(host).setPort(port).setSsl(isSecure);
    }
}
