package assay.cli;

import assay.events.RunId;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A server that is spoken to over HTTP. */
record HttpConnection(HttpApi api) implements Connection {
    /**
     * Of a server.
     *
     * @param url         as somebody gave it
     * @param authorities a PEM file of those whose certificates are believed; empty: those that this Java believes
     */
    static HttpConnection of(String url, Optional<String> key, Optional<Path> authorities) {
        URI server = server(url);
        boolean plain = server.getScheme().equals("http");
        if (plain && authorities.isPresent()) {
            throw new MisuseException("--cacert says whose certificates are believed, and " + server + " shows none; say https:// with --server, or leave --cacert out");
        }
        return new HttpConnection(new HttpApi(server, key, plain ? Optional.of(Trust.none()) : authorities.map(Trust::in)));
    }

    /** The server's address without what may stand behind it. */
    static URI server(String url) {
        try {
            URI uri = new URI(url.replaceAll("/+$", ""));
            if (uri.getScheme() == null || !List.of("http", "https").contains(uri.getScheme()) || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
                throw new MisuseException("--server: expected an address such as https://bench.example.org or http://127.0.0.1:8080, but found '" + url + "'");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new MisuseException("--server: expected an address such as https://bench.example.org, but found '" + url + "': " + e.getReason());
        }
    }

    /** Runs are looked up when they are asked for: the server knows what a name means. */
    @Override
    public Log log(String... wanted) {
        return new HttpLog(api);
    }

    @Override
    public Session session(Consumer<String> say) {
        return new HttpSession(api);
    }

    @Override
    public boolean far() {
        return true;
    }

    @Override
    public JobLogs logs() {
        return new LogsOverHttp(api);
    }

    @Override
    public Place place(RunId run, String outputDirectory) {
        String report = api.server() + HttpLog.path(run) + "/report";
        return new Place(report, report + "/report.html");
    }
}
