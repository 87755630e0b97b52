package assay.server;

import assay.cli.ExitCode;
import assay.cli.Json;
import assay.cli.MisuseException;
import assay.cli.Table;
import assay.cli.Terminal;
import assay.gateway.access.IssuedKey;
import assay.gateway.access.Key;
import assay.gateway.access.KeyFile;
import assay.gateway.access.KeyFileException;
import assay.gateway.access.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Makes, lists and takes back the keys by which the gateway knows who asks. */
@Command(name = "keys", synopsisSubcommandLabel = "COMMAND", description = "Make, list and revoke the keys of the HTTP interface. Whoever may submit has a shell on the cluster "
        + "as the runner's user; see docs/security.md.")
final class KeysCommand {
    private static final Pattern LIFE = Pattern.compile("([1-9][0-9]{0,4})([hd])");

    @Option(names = "--keys", scope = ScopeType.INHERIT, paramLabel = "FILE", description = "The key file; by default that of ASSAY_KEYS, else ~/.config/assay/keys.json.")
    private Optional<Path> file = Optional.empty();

    @Command(name = "add", description = "Make a key and print it: once, and nothing that could tell it again is kept.")
    int add(@Parameters(paramLabel = "NAME", description = "Whom it is for; the submitter of the runs that are asked for with it.") String name,
            @Option(names = "--scope", required = true, paramLabel = "SCOPES", description = "What it is good for: submit, read, cancel with commas in between, or admin for all.") String scopes,
            @Option(names = "--expires", paramLabel = "TIME", description = "After which it is good for nothing, such as 90d or 12h; by default never.") Optional<String> expires) {
        try {
            IssuedKey issued = keys().add(name, Scope.listed(scopes), expires.map(KeysCommand::life), Instant.now().truncatedTo(ChronoUnit.SECONDS));
            System.out.println(issued.bearer());
            System.err.println("key " + issued.key().id() + " of " + name + ": " + words(issued.key()) + "; `assay keys revoke " + issued.key().id() + "` takes it back");
            return ExitCode.DONE;
        } catch (IllegalArgumentException | KeyFileException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    @Command(name = "list", description = "List the keys; what they are cannot be told any more.")
    int list(@Option(names = "--json", description = "One JSON array.") boolean json) {
        List<Key> all = all();
        if (json) {
            System.out.println(Json.text(all.stream().map(Listed::of).toList()));
        } else {
            lines(all, Terminal.ofLauncher(), Instant.now()).forEach(System.out::println);
        }
        return ExitCode.DONE;
    }

    @Command(name = "revoke", description = "Take a key back: a running gateway refuses it from the next request on.")
    int revoke(@Parameters(paramLabel = "ID", description = "Of the key, as `assay keys list` shows it.") String id) {
        if (!revoked(id)) {
            throw new MisuseException("there is no key '" + id + "' in " + keys().path() + "; `assay keys list` shows all");
        }
        System.err.println("key " + id + " is revoked");
        return ExitCode.DONE;
    }

    private List<Key> all() {
        try {
            return keys().list();
        } catch (KeyFileException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    private boolean revoked(String id) {
        try {
            return keys().revoke(id);
        } catch (KeyFileException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    private KeyFile keys() {
        return file.map(KeyFile::at).orElseGet(() -> KeyFile.of(System.getenv()));
    }

    private static Duration life(String text) {
        Matcher form = LIFE.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("expected a time such as 90d or 12h, but found '" + text + "'");
        }
        long number = Long.parseLong(form.group(1));
        return form.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
    }

    private static String words(Key key) {
        return scopes(key) + key.expires().map(end -> ", until " + end).orElse(", for ever");
    }

    private static String scopes(Key key) {
        return key.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(","));
    }

    private static List<String> lines(List<Key> keys, Terminal terminal, Instant now) {
        Table table = new Table(List.of("KEY", "NAME", "SCOPES", "CREATED", "EXPIRES"), Set.of());
        keys.forEach(key -> table.row(List.of(key.id(), key.name(), scopes(key), key.created().toString(),
                key.expires().map(end -> end + (key.expired(now) ? " (expired)" : "")).orElse("never"))));
        return table.lines("", terminal);
    }

    /** A key as it is listed: without its hash, which is nobody's business. */
    private record Listed(String id, String name, String scopes, String created, String expires) {
        static Listed of(Key key) {
            return new Listed(key.id(), key.name(), KeysCommand.scopes(key), key.created().toString(), key.expires().map(Instant::toString).orElse(""));
        }
    }
}
