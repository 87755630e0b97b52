package assay.core.results;

import java.util.Map;

/** The figures that each reader of results may give, by the word that recipes name it with. */
public final class ResultFigures {
    /** The word for files that any client may write, with figures of its own beside those that loadgen gives. */
    public static final String LOADGEN = "loadgen";

    private ResultFigures() {
    }

    /** Each with its unit. */
    public static Map<String, String> units(String results) {
        return switch (results) {
            case "pgbench" -> PgbenchResults.units();
            case LOADGEN -> LoadFigures.units();
            case "vllm-bench" -> VllmBenchResults.units();
            default -> Map.of();
        };
    }
}
