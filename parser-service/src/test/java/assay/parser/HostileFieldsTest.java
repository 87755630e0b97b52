package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import assay.events.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A hundred thousand recipes with hostile values in all fields: each is refused, or carried literally. */
class HostileFieldsTest {
    private static final int RECIPES = 100_000;
    private static final int LARGE = 65_536;
    private static final List<String> PIECES = List.of("'", "\"", "$(id)", "${IFS}", "`id`", "\n", "\t", "\\", "\n#SBATCH --wrap=id\n", "{{ x }}", "{%x%}", "%s",
            "!", "&& rm -rf /", "; id", "| sh", "> /dev/sda", "<(id)", "*", "~", "#", ": ", "- ", "&a", "*a", "<<", "!!str", "---", "...", "\0", "\u001b[2J",
            "\ufeff", "\u0085", "\u2028", "é", "😀", "\u202e", "..", "/", "a", "0", "-1", "99", ".nan", "off", "null", "x-", "$PORT", "$ASSAY_TOKEN", "EOF", "(", "[", " ");
    /** Fields of a text; {@code %s} stands for the value, in quotes. What is accepted stands in the written-out recipe as it is. */
    private static final List<Field> FIELDS = List.of(
            new Field("name: %s", Part.TOP), new Field("description: %s", Part.TOP), new Field("cluster: %s", Part.TOP), new Field("repetitions: %s", Part.TOP),
            new Field("slurm: { comment: %s }", Part.TOP), new Field("slurm: { account: %s }", Part.TOP), new Field("slurm: { constraint: %s }", Part.TOP),
            new Field("monitor: { sstat: %s }", Part.TOP), new Field("slo: [ %s ]", Part.TOP), new Field("queue: %s", Part.TOP), new Field("%s: x", Part.TOP), new Field("x-a: %s", Part.TOP), new Field("services: { %s: { run: a } }", Part.TOP), new Field("clients: { %s: { target: db, run: a } }", Part.TOP),
            new Field("run: %s", Part.SERVICE), new Field("command: [ server, %s ]", Part.SERVICE), new Field("uses: %s", Part.SERVICE),
            new Field("env: { A: %s }", Part.SERVICE), new Field("env: { %s: a }", Part.SERVICE), new Field("env: { A: { secret: %s } }", Part.SERVICE),
            new Field("publish: { A: %s }", Part.SERVICE), new Field("publish: { %s: a }", Part.SERVICE), new Field("prepare: { run: %s }", Part.SERVICE),
            new Field("ready: { command: [ %s ] }", Part.SERVICE), new Field("ready: { run: %s }", Part.SERVICE), new Field("ready: { timeout: %s }", Part.SERVICE),
            new Field("stop: { signal: %s }", Part.SERVICE), new Field("secrets: [ %s ]", Part.SERVICE), new Field("needs: [ %s ]", Part.SERVICE),
            new Field("network: %s", Part.SERVICE), new Field("version: { run: %s }", Part.SERVICE), new Field("lifetime: %s", Part.SERVICE),
            new Field("max_idle: %s", Part.SERVICE), new Field("drop_root_to: [ %s ]", Part.SERVICE), new Field("image: %s", Part.SERVICE),
            new Field("image: a.sif, container: { bind: [ %s ] }", Part.SERVICE), new Field("image: a.sif, container: { nv: %s }", Part.SERVICE),
            new Field("image: a.sif, container: { writable: %s }", Part.SERVICE), new Field("image: a.sif, container: { %s: a }", Part.CLIENT), new Field("files: [ %s ]", Part.SERVICE),
            new Field("run: %s", Part.CLIENT), new Field("command: [ client, %s ]", Part.CLIENT), new Field("target: %s", Part.CLIENT),
            new Field("env: { A: %s }", Part.CLIENT), new Field("warmup: { run: %s }", Part.CLIENT), new Field("results: %s", Part.CLIENT),
            new Field("figures: { n: { regex: %s } }", Part.CLIENT), new Field("figures: { n: { regex: (.), unit: %s } }", Part.CLIENT),
            new Field("figures: { n: { regex: (.), file: %s } }", Part.CLIENT), new Field("figures: { %s: { regex: (.) } }", Part.CLIENT),
            new Field("replicas: %s", Part.CLIENT), new Field("attempts: %s", Part.CLIENT), new Field("job: %s", Part.CLIENT), new Field("files: [ %s ]", Part.CLIENT),
            new Field("slurm: { time: %s }", Part.CLIENT), new Field("slurm: { gres: %s }", Part.CLIENT), new Field("slurm: { nodelist: %s }", Part.CLIENT),
            new Field("slurm: { mail_user: %s }", Part.CLIENT), new Field("slurm: { %s: 1 }", Part.CLIENT), new Field("with: { %s: 1 }", Part.CLIENT),
            new Field("uses: knock, with: { url: %s }", Part.CLIENT));
    private final RecipeReader reader = Recipes.reader();

    @Test
    void shouldRefuseEveryHostileValueOrCarryItLiterally() {
        // given
        long seed = Long.getLong("hostile.seed", System.nanoTime());

        // when
        long carried = IntStream.range(0, RECIPES).parallel().filter(index -> carried(new SplittableRandom(seed + index), "seed " + seed + ", recipe " + index)).count();

        // then
        assertThat(carried).as("seed " + seed).isBetween(RECIPES / 20L, RECIPES * 19L / 20);
    }

    private boolean carried(SplittableRandom random, String which) {
        Field field = FIELDS.get(random.nextInt(FIELDS.size()));
        String value = value(random);
        String text = field.recipe(value);
        try {
            return switch (reader.read(Recipes.submission(text))) {
                case Reading.Accepted accepted -> literally(accepted.recipe().toString(), field, value, which);
                case Reading.Rejected rejected -> refused(rejected.problems(), which);
            };
        } catch (RuntimeException | StackOverflowError bug) {
            return fail("%s threw at:%n%s", which, text.substring(0, Math.min(2_000, text.length())), bug);
        }
    }

    private static boolean literally(String recipe, Field field, String value, String which) {
        String expected = field.text().startsWith("description") ? value.strip() : value;
        assertThat(recipe.contains(expected) || field.converts()).as(which + ": " + field.text()).isTrue();
        return true;
    }

    private static boolean refused(List<Problem> problems, String which) {
        assertThat(problems).as(which).isNotEmpty().allSatisfy(problem -> assertThat(problem.toString()).hasSizeLessThan(1_000).doesNotContain("\n", "\u001b", "\0"));
        return false;
    }

    private static String value(SplittableRandom random) {
        List<String> pieces = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int index = 0; index < count; index++) {
            pieces.add(PIECES.get(random.nextInt(PIECES.size())));
        }
        String value = String.join("", pieces);
        return random.nextInt(500) == 0 ? value.repeat(LARGE / value.length()) : value;
    }

    /** Where a field stands. */
    private enum Part {
        TOP, SERVICE, CLIENT
    }

    private record Field(String text, Part part) {

        /** A small recipe in which this field, and no other, is hostile. */
        String recipe(String value) {
            String written = text.replace("%s", quoted(value));
            String service = part == Part.SERVICE ? written : "";
            String client = part == Part.CLIENT ? written : "";
            if (written.startsWith("services:") || written.startsWith("clients:")) {
                String other = written.startsWith("services:") ? "clients: { load: { target: db, run: client } }" : "services: { db: { run: server } }";
                return "{ recipe: 1, name: t, " + written + ", " + other + " }";
            }
            return "{ recipe: 1" + (written.startsWith("name:") && part == Part.TOP ? "" : ", name: t") + (part == Part.TOP ? ", " + written : "")
                    + ", services: { db: { " + job(service, "run: server") + " } }, clients: { load: { " + job(client, "run: client")
                    + (client.startsWith("target") ? "" : ", target: db") + " } } }";
        }

        private static String job(String written, String program) {
            boolean runs = written.startsWith("run") || written.startsWith("command") || written.startsWith("uses");
            return written.isEmpty() ? program : written + (runs ? "" : ", " + program);
        }

        /** Whether its value becomes a number, a scope or a flag instead of staying a text. */
        boolean converts() {
            return List.of("repetitions", "monitor", "queue", "max_idle", "lifetime", "replicas", "attempts", "job", "%s", "x-a", "ready: { timeout", "slurm: { time", "slurm: { %s", "image: a.sif, container: { %s")
                    .stream().anyMatch(text::startsWith);
        }

        private static String quoted(String value) {
            StringBuilder quoted = new StringBuilder("\"");
            value.codePoints().forEach(point -> {
                switch (point) {
                    case '"' -> quoted.append("\\\"");
                    case '\\' -> quoted.append("\\\\");
                    case '\n' -> quoted.append("\\n");
                    case '\t' -> quoted.append("\\t");
                    default -> {
                        if (point < 0x20 || point == 0x85 || point == 0x2028 || point == 0xfeff) {
                            quoted.append("\\u%04x".formatted(point));
                        } else {
                            quoted.appendCodePoint(point);
                        }
                    }
                }
            });
            return quoted.append('"').toString();
        }
    }
}
