package assay.server;

import assay.cli.Terminal;
import assay.cluster.doctor.Finding;
import assay.cluster.doctor.Grade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a check found, as a line for people with the remedy below it. */
record FindingLines(Terminal terminal) {
    private static final int NAMES = 15;
    private static final String BELOW = " ".repeat(2 + NAMES + 2);

    List<String> of(Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.addAll(wrapped(mark(finding.grade()) + " " + String.format("%-" + NAMES + "s", finding.check()) + "  ", finding.found()));
        if (!finding.remedy().isEmpty()) {
            lines.addAll(wrapped(BELOW + "→ ", finding.remedy()));
        }
        return lines;
    }

    private List<String> wrapped(String front, String words) {
        int left = terminal.columns() - front.length();
        if (!terminal.present() || left < NAMES) {
            return List.of(front + words);
        }
        List<String> lines = new ArrayList<>();
        for (String line : new Terminal(left, terminal.rows()).wrap(words)) {
            lines.add((lines.isEmpty() ? front : " ".repeat(front.length())) + line);
        }
        return lines;
    }

    private static String mark(Grade grade) {
        return switch (grade) {
            case GOOD -> "✓";
            case DOUBTFUL -> "!";
            case BROKEN -> "✗";
        };
    }

    /** The last line. */
    static String summary(List<Finding> found, boolean withJob) {
        long broken = found.stream().filter(Finding::isBroken).count();
        long doubtful = found.stream().filter(finding -> finding.grade() == Grade.DOUBTFUL).count();
        String further = withJob || broken > 0 ? "" : "; `assay doctor --job` looks at what only a job can tell";
        if (broken > 0) {
            return broken + (broken == 1 ? " thing is broken" : " things are broken") + (doubtful == 0 ? "" : ", " + doubtful + " doubtful");
        }
        return "nothing is broken" + (doubtful == 0 ? "" : ", " + doubtful + " doubtful") + further;
    }

    /** For programs. */
    static Map<String, String> object(Finding finding) {
        Map<String, String> object = new LinkedHashMap<>();
        object.put("check", finding.check());
        object.put("grade", finding.grade().name().toLowerCase(Locale.ROOT));
        object.put("found", finding.found());
        object.put("remedy", finding.remedy());
        return object;
    }
}
