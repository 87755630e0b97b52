package assay.parser;

import java.util.List;

/**
 * A preset as people are told of it.
 *
 * @param name        as written behind {@code uses}
 * @param kind        {@code service} or {@code client}
 * @param description one line
 * @param parameters  what {@code with} may set, in the order of the file
 * @param text        its file
 */
public record PresetDescription(String name, String kind, String description, List<Choice> parameters, String text) {
    public PresetDescription {
        parameters = List.copyOf(parameters);
    }

    static PresetDescription of(Preset preset) {
        return new PresetDescription(preset.name(), preset.kind().word(), preset.description(), preset.parameters().stream().map(Choice::of).toList(),
                preset.text());
    }

    /**
     * Something that recipes may choose.
     *
     * @param name     as written under {@code with}
     * @param type     text, integer, number, boolean, duration, bytes, map or choice
     * @param fallback what holds when it is not given, as written in YAML; empty: an empty text
     * @param required whether it must be given
     * @param choices  of a choice: what may be chosen
     * @param doc      one sentence
     */
    public record Choice(String name, String type, String fallback, boolean required, List<String> choices, String doc) {
        public Choice {
            choices = List.copyOf(choices);
        }

        static Choice of(Parameter parameter) {
            return new Choice(parameter.name(), parameter.kind().word(), parameter.fallback().map(FlowText::of).orElse(""), parameter.required(),
                    parameter.choices(), parameter.doc());
        }
    }
}
