package assay.gateway.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/** Carries a problem to where it is answered. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int RETRY_SECONDS = 2;
    private final transient Problem problem;
    private final transient Map<String, String> headers;
    private final boolean ends;

    private ProblemException(Problem problem, Map<String, String> headers, boolean ends) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = headers;
        this.ends = ends;
    }

    ProblemException(Problem problem) {
        this(problem, problem.kind().status() == 503 ? Map.of("Retry-After", String.valueOf(RETRY_SECONDS)) : Map.of(), false);
    }

    /** The same about a run. */
    public ProblemException of(String run) {
        return new ProblemException(new Problem(problem.kind(), problem.detail(), run, problem.flaws()), headers, ends);
    }

    /** The same with a header of the answer. */
    public ProblemException with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ProblemException(problem, more, ends);
    }

    /** The same, after which the connection ends: more of the request may be on its way, or the asker is not welcome. */
    public ProblemException andEnd() {
        return new ProblemException(problem, headers, true).with("Connection", "close");
    }

    /** What is wrong. */
    public Problem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }

    boolean ends() {
        return ends;
    }
}
