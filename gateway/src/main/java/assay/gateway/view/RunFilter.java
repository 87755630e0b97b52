package assay.gateway.view;

import assay.core.view.RunEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which runs are wanted: what is given must all hold.
 *
 * @param states any of these; none: any at all
 * @param labels all of these
 */
public record RunFilter(List<String> states, Optional<String> recipe, Optional<String> submitter, Map<String, String> labels) {
    public RunFilter {
        states = List.copyOf(states);
        labels = Map.copyOf(labels);
    }

    boolean takes(RunEntry run) {
        return (states.isEmpty() || states.contains(run.state())) && recipe.filter(name -> !name.equals(run.recipe())).isEmpty()
                && submitter.filter(name -> !name.equals(run.submitter())).isEmpty()
                && labels.entrySet().stream().allMatch(label -> label.getValue().equals(run.labels().get(label.getKey())));
    }
}
