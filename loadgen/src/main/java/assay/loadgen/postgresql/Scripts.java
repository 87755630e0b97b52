package assay.loadgen.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The transactions of a load, drawn by their weights. */
public final class Scripts {
    private static final List<String> BUILT_IN = List.of("tpcb-like", "select-only");
    private static final Pattern WEIGHTED = Pattern.compile("(.+?)(?:@(\\d+))?");
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_.-]");

    private final List<Script> scripts;
    private final int weights;

    Scripts(List<Script> scripts) {
        this.scripts = List.copyOf(scripts);
        this.weights = scripts.stream().mapToInt(Script::weight).sum();
    }

    /**
     * Takes each named script: a built-in one or a file, with {@code @weight} behind it where it is not 1.
     *
     * @throws IllegalArgumentException when one is not known or cannot be read
     */
    public static Scripts of(List<String> names) {
        List<Script> scripts = new ArrayList<>();
        for (String name : names) {
            Matcher matcher = WEIGHTED.matcher(name);
            matcher.matches();
            int weight = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
            scripts.add(script(matcher.group(1), weight));
        }
        Scripts all = new Scripts(scripts);
        if (all.weights <= 0) {
            throw new IllegalArgumentException("no script has a weight above 0");
        }
        return all;
    }

    private static Script script(String name, int weight) {
        if (BUILT_IN.contains(name)) {
            return Script.builtIn(name, weight);
        }
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("script '" + name + "' is neither a file nor one of " + BUILT_IN);
        }
        try {
            return Script.parse(NOT_IN_NAMES.matcher(file.getFileName().toString()).replaceAll("_"), weight, Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("script " + name + " cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("script " + name + ": " + e.getMessage(), e);
        }
    }

    List<Script> all() {
        return scripts;
    }

    /** Which of them is next. */
    int draw(SplittableRandom random) {
        if (scripts.size() == 1) {
            return 0;
        }
        int left = random.nextInt(weights);
        int index = 0;
        while (left >= scripts.get(index).weight()) {
            left -= scripts.get(index).weight();
            index++;
        }
        return index;
    }

    /** Whether any of them works on pgbench's tables. */
    boolean useTables() {
        return scripts.stream().anyMatch(script -> BUILT_IN.contains(script.name()));
    }

    @Override
    public String toString() {
        return scripts.stream().map(script -> script.name() + "@" + script.weight()).collect(Collectors.joining(", "));
    }
}
