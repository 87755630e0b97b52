package assay.parser;

import assay.events.recipe.Artifact;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a preset's parameter may be. */
enum ParameterType {
    TEXT, INTEGER, NUMBER, BOOLEAN, DURATION, BYTES, MAP, CHOICE, ARTIFACT, MODEL;

    private static final Pattern SETTING = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,127}");

    private static final ScalarType ONE_LINE = new ScalarType.Formed("[^\\n]{0,4096}", "a text in one line");

    static List<String> words() {
        return Arrays.stream(values()).map(ParameterType::word).toList();
    }

    /** As presets write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ParameterType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The type of its values. */
    Type type(long least, long most, List<String> choices) {
        return switch (this) {
            case TEXT -> new ScalarType.Verbatim();
            case INTEGER -> new ScalarType.Whole(least, most);
            case NUMBER -> new ScalarType.Decimal();
            case BOOLEAN -> new ScalarType.Flag();
            case DURATION -> new ScalarType.Span(least * 1_000, true);
            case BYTES -> new ScalarType.Size();
            case MAP -> new Type.MapOf(SETTING, "a setting's name of letters, digits and _ . -", ONE_LINE);
            case CHOICE -> new ScalarType.Choice(choices);
            case ARTIFACT -> new ScalarType.Reference();
            case MODEL -> new ScalarType.Model();
        };
    }

    /** Whether a value of it is brought to the cluster before any job is submitted. */
    boolean staged(String value) {
        return (this == ARTIFACT || this == MODEL) && Artifact.read(value).isPresent();
    }
}
