package assay.loadgen.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The request that the {@code http} driver repeats.
 *
 * @param headers  by name
 * @param body     empty when there is none
 * @param expected the statuses that are right; empty: any from 200 to 299
 */
public record HttpCall(String method, Map<String, String> headers, byte[] body, Set<Integer> expected) {
    private static final int OK_FROM = 200;
    private static final int OK_TO = 299;

    public HttpCall {
        headers = Map.copyOf(new LinkedHashMap<>(headers));
        expected = Set.copyOf(expected);
    }

    boolean expects(int status) {
        return expected.isEmpty() ? status >= OK_FROM && status <= OK_TO : expected.contains(status);
    }
}
