package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.plan.Planner;
import assay.events.JobEvent.JobScripted;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Container;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever stands in any field of a recipe, each job's script holds exactly that and runs nothing of it. Many recipes share one bash, which
 * prints what it holds after the block of values of each.
 */
final class HostileRecipePropertyTest {
    private static final String BEGIN = "# ---------------------------------------------------------------- values";
    private static final String END = "\n# ---------------------------------------------------------------- constant text";
    private static final String SHARED = "\"${assay_setup}\" \"$assay_image\" \"${assay_binds[@]}\" \"$assay_prepare\" \"$assay_run\" \"$assay_scratch_root\" \"${assay_environment[@]}\""
            + " \"${assay_command[@]}\" \"${assay_files[@]}\" \"${assay_confidential[@]}\" \"${assay_services[@]}\"";

    /** What a recipe's author may write. */
    record Texts(List<String> free, String file) {
        String at(int index) {
            return free.get(index);
        }
    }

    @Property(tries = 3)
    void shouldHoldEveryFieldLiterally(@ForAll("manyTexts") List<Texts> recipes) throws Exception {
        // given
        StringBuilder script = new StringBuilder("set -eu\nshow() { printf '%s\\001' \"$@\"; }\n");
        StringBuilder expected = new StringBuilder();
        for (Texts texts : recipes) {
            List<JobScripted> scripts = scripts(texts);
            script.append(values(scripts.getFirst())).append("show ").append(SHARED).append(" \"$assay_ready_run\" \"${assay_ready_command[@]}\" \"$assay_version\"\n");
            script.append(values(scripts.getLast())).append("show ").append(SHARED).append(" \"$assay_warmup\" \"$assay_target\"\n");
            List<String> held = new ArrayList<>(List.of(site(texts).setup().getFirst(), texts.at(0), texts.at(7), texts.at(1), "", "/" + texts.at(2), "VARIABLE=" + texts.at(3), "x" + texts.at(4),
                    texts.at(5), texts.file(), "KEY=api-key"));
            append(expected, held, List.of(texts.at(6), texts.at(7), texts.at(8)));
            held.set(4, "x" + texts.at(4));
            held.remove(8);
            held.remove(7);
            append(expected, held, List.of("db=db", texts.at(9), "db"));
        }
        Path file = Files.writeString(Files.createTempFile("hostile", ".sh"), script);

        // when
        Bash.Outcome outcome = Bash.run(List.of("bash", file.toString()));

        // then
        Files.delete(file);
        assertThat(outcome).isEqualTo(new Bash.Outcome(0, expected.toString()));
        assertThat(Path.of("/tmp/assay-hostile")).doesNotExist();
    }

    private static void append(StringBuilder expected, List<String> held, List<String> more) {
        held.forEach(value -> expected.append(value).append('\001'));
        more.forEach(value -> expected.append(value).append('\001'));
    }

    private static String values(JobScripted job) {
        String script = job.script();
        return script.substring(script.indexOf(BEGIN), script.indexOf(END)) + "\n";
    }

    private static List<JobScripted> scripts(Texts texts) {
        Program server = new Program(texts.at(0), List.of("x" + texts.at(4), texts.at(5)), "", texts.at(1), Map.of("VARIABLE", texts.at(3)), List.of(), Map.of("KEY", "api-key"),
                List.of(texts.file()), Map.of(), bound(texts));
        Program load = new Program(texts.at(0), List.of(), "x" + texts.at(4), texts.at(1), Map.of("VARIABLE", texts.at(3)), List.of(), Map.of("KEY", "api-key"), List.of(texts.file()), Map.of(), bound(texts));
        ServiceSpec service = new ServiceSpec("db", "", Map.of(), server, new ServiceSpec.Ready(List.of(texts.at(7)), texts.at(6), 5), new ServiceSpec.Stop("TERM", 5),
                Map.of(), List.of(), List.of(), "auto", Samples.SLURM, texts.at(8));
        ClientSpec client = new ClientSpec("load", "", Map.of(), load, texts.at(9), "db", "none", 0, Samples.SLURM);
        Recipe recipe = Samples.recipe(site(texts), List.of(service), List.of(client), 1);
        return new ScriptWriter().write(recipe, Planner.plan(recipe), ScriptConfig.standard());
    }

    private static Container bound(Texts texts) {
        return new Container(List.of(texts.at(7)), false, false);
    }

    private static Site site(Texts texts) {
        return new Site("mine", "slurm", true, "", "/" + texts.at(2), List.of(texts.at(10)), false, Map.of());
    }

    @Provide
    Arbitrary<List<Texts>> manyTexts() {
        Arbitrary<String> free = ShellTextPropertyTest.hostileText();
        Arbitrary<String> file = free.map(text -> "f" + text.replace("/", ":"));
        Arbitrary<Texts> texts = free.list().ofSize(11).flatMap(list -> file.map(name -> new Texts(list, name)));
        return texts.list().ofSize(120);
    }
}
