package assay.gateway.problem;

import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a request by its contract's schemas, with where it stands. */
final class Flaws {
    private static final Pattern PARAMETER = Pattern.compile("(path|query|header) parameter (\\S+?)[. ]");

    private Flaws() {
    }

    static ProblemException of(ValidatorException failure) {
        return failure instanceof SchemaValidationException schema ? of(schema) : ProblemKind.BAD_REQUEST.because(List.of(new Flaw(place(failure), failure.getMessage())));
    }

    private static ProblemException of(SchemaValidationException failure) {
        String place = place(failure);
        List<OutputUnit> errors = Optional.ofNullable(failure.getOutputUnit().getErrors()).orElse(List.of());
        int deepest = errors.stream().mapToInt(Flaws::depth).max().orElse(0);
        // A wrong member is told once for each object around it, too.
        List<Flaw> flaws = new ArrayList<>(errors.stream().filter(error -> depth(error) == deepest).sorted(Comparator.comparing(OutputUnit::getInstanceLocation))
                .map(error -> new Flaw(place + pointer(error), error.getError())).distinct().toList());
        return ProblemKind.BAD_REQUEST.because(flaws.isEmpty() ? List.of(new Flaw(place, failure.getMessage())) : flaws);
    }

    private static String place(ValidatorException failure) {
        Matcher parameter = PARAMETER.matcher(failure.getMessage() + " ");
        return parameter.find() ? "/" + parameter.group(1) + "/" + parameter.group(2) : "/body";
    }

    private static int depth(OutputUnit error) {
        return (int) pointer(error).chars().filter(character -> character == '/').count();
    }

    private static String pointer(OutputUnit error) {
        String location = error.getInstanceLocation();
        return location.startsWith("#") ? location.substring(1) : location;
    }

}
