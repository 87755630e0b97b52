package assay.server;

import assay.cli.ExitCode;
import assay.cli.Json;
import assay.cli.MisuseException;
import assay.cli.Table;
import assay.cli.Terminal;
import assay.events.Problem;
import assay.parser.ProfileCatalogue;
import assay.parser.ProfileDescription;
import assay.parser.ProfileDescription.Setting;
import assay.parser.ProfileDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells of the profiles of clusters. */
@Command(name = "profile", synopsisSubcommandLabel = "COMMAND", description = "List the profiles of clusters that recipes may name, show one, or check one.")
final class ProfileCommand {
    /** The column that comments begin in, unless the line is longer. */
    private static final int COMMENTS = 36;

    @Command(name = "list", description = "List the profiles: built in, yours, and those that come with Assay.")
    int list(@Option(names = "--json", description = "One JSON array.") boolean json) {
        List<ProfileDescription> profiles = catalogue().list();
        if (json) {
            System.out.println(Json.text(profiles));
        } else {
            lines(profiles, Terminal.ofLauncher()).forEach(System.out::println);
        }
        return ExitCode.DONE;
    }

    @Command(name = "show", description = "Show what holds in a profile, with what it is based on, and where each key was written.")
    int show(@Parameters(paramLabel = "NAME", description = "A profile, or its file.") String name, @Option(names = "--json", description = "One JSON object.") boolean json)
            throws IOException {
        ProfileDescription profile = find(name);
        if (json) {
            System.out.println(Json.text(profile));
        } else {
            lines(profile).forEach(System.out::println);
        }
        return told(profile.problems());
    }

    @Command(name = "check", description = "Check a profile, and what it is based on: every problem at once, with line and column.")
    int check(@Parameters(paramLabel = "NAME", description = "A profile, or its file.") String name, @Option(names = "--json", description = "One JSON array.") boolean json)
            throws IOException {
        ProfileDescription profile = find(name);
        if (json) {
            System.out.println(Json.text(profile.problems()));
        } else if (profile.problems().isEmpty()) {
            System.out.println(profile.name() + ": no problem   (`assay doctor --cluster " + profile.name() + "` looks at the cluster itself)");
        }
        return told(profile.problems());
    }

    private static int told(List<Problem> problems) {
        problems.forEach(problem -> System.err.println(problem));
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private static ProfileCatalogue catalogue() {
        return new ProfileCatalogue(ProfileDirectory.of(System.getenv()));
    }

    private static ProfileDescription find(String name) throws IOException {
        return catalogue().find(name).orElseThrow(() -> new MisuseException("there is no profile '" + name + "'; there are "
                + String.join(", ", catalogue().list().stream().map(ProfileDescription::name).toList())));
    }

    static List<String> lines(List<ProfileDescription> profiles, Terminal terminal) {
        Table table = new Table(List.of("PROFILE", "FROM", "WHAT IT IS"), Set.of());
        profiles.forEach(profile -> table.row(List.of(profile.name(), profile.source(), profile.problems().isEmpty() ? profile.description()
                : "cannot be used: `assay profile check " + profile.name() + "` tells why")));
        return table.lines("", terminal);
    }

    /** YAML that says the same without being based on anything. */
    static List<String> lines(ProfileDescription profile) {
        List<String> lines = new ArrayList<>(List.of("# " + profile.name() + ", from " + profile.source()));
        List<String> above = List.of();
        for (Setting setting : profile.settings()) {
            List<String> path = List.of(setting.key().split("\\."));
            for (int depth = 0; depth < path.size() - 1; depth++) {
                if (above.size() <= depth || !above.subList(0, depth + 1).equals(path.subList(0, depth + 1))) {
                    lines.add("  ".repeat(depth) + path.get(depth) + ":");
                }
            }
            lines.add(String.format("%-" + COMMENTS + "s  # %s", "  ".repeat(path.size() - 1) + path.getLast() + ": " + setting.value(), setting.from()));
            above = path;
        }
        return lines;
    }
}
