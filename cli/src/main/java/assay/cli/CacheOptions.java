package assay.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What is asked of the cache where staged things are kept: to list it, or to remove some of it. */
public final class CacheOptions {
    private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([smhd])");

    @Option(names = "--list", description = "Lists what is kept, and stages nothing.")
    private boolean list;

    @Option(names = "--remove", paramLabel = "WHAT", description = "Removes what has this digest, or its beginning, this name, or was staged as this reference; may be repeated. What a run uses stays.")
    private List<String> remove = List.of();

    @Option(names = "--unused-for", paramLabel = "AGE", description = "Removes what nobody asked for so long, as 30d or 12h; beside --remove only of that.")
    private Optional<String> unusedFor = Optional.empty();

    @Option(names = "--cluster", paramLabel = "NAME", defaultValue = "auto", description = "Whose cache is listed: auto (default), slurm, local, or a profile.")
    private String cluster = "auto";

    @Option(names = "--json", description = "With --list: one JSON array.")
    private boolean json;

    /** Whether anything of this is asked for. */
    boolean asked() {
        return list || removes();
    }

    /** Whether something is to be removed. */
    public boolean removes() {
        return !remove.isEmpty() || unusedFor.isPresent();
    }

    /** What is to be removed, by digest, name or reference; empty where age alone decides. */
    public List<String> removed() {
        return remove;
    }

    /** How long nobody asked for what is to be removed. */
    public Duration age() {
        return unusedFor.map(CacheOptions::age).orElse(Duration.ZERO);
    }

    /** Whose cache it is. */
    public String cluster() {
        return cluster;
    }

    /** Whether the list is for a program. */
    public boolean json() {
        return json;
    }

    private static Duration age(String text) {
        Matcher matcher = AGE.matcher(text);
        if (!matcher.matches()) {
            throw new MisuseException("--unused-for: expected an age such as 30d or 12h, but found '" + text + "'");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
    }
}
