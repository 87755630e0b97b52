package assay.core.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Problems that load generators found in their own work, in many windows and replicas perhaps: of those of one kind that are many, the first stands for all. */
final class AlikeProblems {
    private static final Pattern KIND = Pattern.compile("(?:\\S+-\\d+: )?([a-z_]+): .*", Pattern.DOTALL);
    private static final int MOST_OF_A_KIND = 3;

    private AlikeProblems() {
    }

    /** Those that are to be told, in their order. */
    static List<Check> of(List<Check> problems) {
        Map<String, List<Check>> kinds = new LinkedHashMap<>();
        problems.forEach(problem -> kinds.computeIfAbsent(kind(problem.measured()), kind -> new ArrayList<>()).add(problem));
        return kinds.values().stream().flatMap(alike -> alike.size() > MOST_OF_A_KIND ? Stream.of(first(alike)) : alike.stream()).toList();
    }

    /** Behind the replica's name the check's; a text of another form is a kind of its own. */
    private static String kind(String problem) {
        Matcher matcher = KIND.matcher(problem);
        return matcher.matches() ? matcher.group(1) : problem;
    }

    private static Check first(List<Check> alike) {
        Check first = alike.getFirst();
        return new Check(first.about(), first.name(), first.measured() + "; the like " + (alike.size() - 1) + " times more", first.expected(), first.result());
    }
}
