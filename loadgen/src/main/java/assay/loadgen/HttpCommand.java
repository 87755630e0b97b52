package assay.loadgen;

import assay.loadgen.http.HttpCall;
import assay.loadgen.http.HttpDriver;
import assay.loadgen.http.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loadgen http}. */
@Command(name = "http", mixinStandardHelpOptions = true, sortOptions = false, description = "Repeats one HTTP/1.1 request.")
final class HttpCommand implements Callable<Integer> {
    @Option(names = "--url", required = true, description = "What is asked for, such as http://HOST:PORT/PATH.")
    private String url;
    @Option(names = "--method", defaultValue = "GET", description = "Default: ${DEFAULT-VALUE}.")
    private String method;
    @Option(names = "--header", paramLabel = "'NAME: VALUE'", description = "A header; may be given again.")
    private List<String> headers = new ArrayList<>();
    @Option(names = "--body", paramLabel = "TEXT", defaultValue = "", description = "What is sent; @FILE sends a file.")
    private String body;
    @Option(names = "--expect", paramLabel = "STATUS", split = ",", description = "The statuses that are right. Default: 200 to 299.")
    private Set<Integer> expected = new TreeSet<>();
    @Option(names = "--insecure", description = "https: any certificate will do.")
    private boolean insecure;
    @Mixin
    private LoadOptions load;

    @Override
    public Integer call() throws Exception {
        HttpServer server = HttpServer.at(url, insecure);
        HttpCall call = new HttpCall(method, headers(), body(), expected);
        return new LoadRun(load).run(vertx -> new HttpDriver(vertx, server, call));
    }

    private Map<String, String> headers() {
        Map<String, String> named = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("'" + header + "' is no header: write 'Name: value'");
            }
            named.put(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
        }
        return named;
    }

    private byte[] body() {
        try {
            return body.startsWith("@") ? Files.readAllBytes(Path.of(body.substring(1))) : body.getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the body: " + e, e);
        }
    }
}
