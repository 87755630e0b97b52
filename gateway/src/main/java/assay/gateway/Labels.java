package assay.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Labels as they are written in a query. */
final class Labels {
    private Labels() {
    }

    /** Of {@code key=value} each; of those with one key the last counts. */
    static Map<String, String> of(List<String> written) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : written) {
            int sign = label.indexOf('=');
            labels.put(label.substring(0, sign), label.substring(sign + 1));
        }
        return labels;
    }
}
