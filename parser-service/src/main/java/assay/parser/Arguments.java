package assay.parser;

import assay.events.Copies;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A preset's parameters with their values.
 *
 * @param given         as given or defaulted
 * @param environment   as the program gets them, {@code ASSAY_WITH_<NAME>}
 * @param staged        variables among these that are to name where something staged lies, to its reference
 * @param windowSeconds what one window lasts by plan; 0 when unknown
 */
record Arguments(Map<String, String> given, Map<String, String> environment, Map<String, String> staged, long windowSeconds) {
    static final Arguments NONE = new Arguments(Map.of(), Map.of(), Map.of(), 0);

    public Arguments {
        given = Copies.ordered(given);
        environment = Copies.ordered(environment);
        staged = Copies.ordered(staged);
    }

    static Arguments of(Preset preset, Fragment with) {
        Map<String, String> given = new LinkedHashMap<>();
        Map<String, String> environment = new LinkedHashMap<>();
        Map<String, String> staged = new LinkedHashMap<>();
        long window = 0;
        for (Parameter parameter : preset.parameters()) {
            Optional<Node> value = with.node(parameter.name()).or(parameter::fallback);
            given.put(parameter.name(), value.map(Parameter::written).orElse(""));
            String variable = "ASSAY_WITH_" + parameter.name().toUpperCase(Locale.ROOT);
            environment.put(variable, value.map(parameter::environmentValue).orElse(""));
            if (parameter.kind().staged(environment.get(variable))) {
                staged.put(variable, environment.get(variable));
            }
            window += preset.window().contains(parameter.name()) ? value.map(parameter::seconds).orElse(0L) : 0;
        }
        return new Arguments(given, environment, staged, window);
    }
}
