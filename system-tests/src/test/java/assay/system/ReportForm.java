package assay.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What reports of one recipe have in common, whatever was measured.
 *
 * @param figures   names of what was published
 * @param checks    what was checked of what
 * @param artifacts what {@code ReportPublished} names
 * @param files     what lies in the output directory; names that bear a token without it
 */
record ReportForm(List<String> figures, List<String> checks, List<String> artifacts, List<String> files) {

    static ReportForm of(Path output, RunEvents events) throws IOException {
        JsonNode published = events.data("report.published");
        JsonNode report = new JsonMapper().readTree(Files.readString(output.resolve("report/result.json"))).path("report");
        return new ReportForm(names(published.path("figures"), "name", ""), names(report.path("checks"), "subject", "name"), names(published.path("artifacts"), "path", ""),
                files(output));
    }

    private static List<String> names(JsonNode list, String first, String second) {
        return StreamSupport.stream(list.spliterator(), false).map(node -> node.path(first).asString() + (second.isEmpty() ? "" : " " + node.path(second).asString()))
                .toList();
    }

    private static List<String> files(Path output) throws IOException {
        try (Stream<Path> all = Files.walk(output)) {
            return all.filter(Files::isRegularFile).map(file -> output.relativize(file).toString())
                    .map(name -> name.replaceFirst("/(db|load)-a1\\..*\\.", "/$1.").replaceFirst("/tx\\..*", "/tx")).distinct().sorted().toList();
        }
    }
}
