package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import assay.events.recipe.Recipe;
import assay.events.recipe.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles that lie over others, and what they say of single partitions. */
class BasedOnTest {
    private static final String MINIMAL = Recipes.resource("/corpus/good-minimal.yaml");
    @TempDir
    private Path directory;
    private ProfileDirectory profiles;

    @BeforeEach
    void lookIntoTheDirectory() {
        profiles = new ProfileDirectory(directory);
    }

    @Test
    void shouldLayTheUsersKeysOverThoseThatComeWithAssay() throws IOException {
        // given
        write("mine", "profile: 1\nbased_on: meluxina\nslurm: { account: p200000, qos: short }\nrun_root: /project/scratch/p200000/assay\n");

        // when
        Site site = profiles.site("mine");
        Recipe recipe = read("cluster=mine");

        // then
        assertThat(site.name()).isEqualTo("mine");
        assertThat(site.runRoot()).isEqualTo("/project/scratch/p200000/assay");
        assertThat(site.wholeNodes()).isTrue();
        assertThat(site.setup()).containsExactly("module load env/release/2024.1", "module load Apptainer");
        assertThat(recipe.clients().getFirst().slurm().options()).containsOnly(entry("account", "p200000"), entry("qos", "short"), entry("partition", "cpu"),
                entry("hint", "nomultithread"));
    }

    @Test
    void shouldTakeWhatIsSaidOfThePartitionThatAJobAsksFor() throws IOException {
        // given
        write("mine", """
                profile: 1
                slurm: { partition: cpu, mem: 1G, qos: default }
                partitions:
                  cpu: { mem_per_cpu: 2G }
                  gpu: { gpus_per_node: 4, qos: fast }
                """);

        // then
        assertThat(clientOptions("cluster=mine")).containsOnly(entry("partition", "cpu"), entry("mem_per_cpu", "2G"), entry("qos", "default"));
        assertThat(clientOptions("cluster=mine", "clients.load.slurm.partition=gpu")).containsOnly(entry("partition", "gpu"), entry("mem", "1G"),
                entry("gpus_per_node", "4"), entry("qos", "fast"));
        assertThat(clientOptions("cluster=mine", "slurm.partition=gpu", "slurm.qos=long")).containsOnly(entry("partition", "gpu"), entry("mem", "1G"),
                entry("gpus_per_node", "4"), entry("qos", "long"));
        assertThat(clientOptions("cluster=mine", "slurm.partition=other")).containsOnly(entry("partition", "other"), entry("mem", "1G"), entry("qos", "default"));
    }

    @Test
    void shouldBuildOnTheOneOfTheSameNameThatComesWithAssay() throws IOException {
        // given
        write("meluxina", "profile: 1\nbased_on: meluxina\nslurm: { account: p1 }\n");

        // then
        assertThat(read("cluster=meluxina").clients().getFirst().slurm().options()).contains(entry("account", "p1"), entry("qos", "default"));
        assertThat(profiles.defaults("meluxina-gpu").slurm().options()).contains(entry("account", "p1"), entry("partition", "gpu"), entry("gpus_per_node", "4"));
        assertThat(profiles.defaults("meluxina").network()).isEqualTo("hostname");
    }

    @Test
    void shouldRefuseACircleAndAMissingOne() throws IOException {
        // given
        write("a", "profile: 1\nbased_on: b\n");
        write("b", "profile: 1\nbased_on: a\n");
        write("c", "profile: 1\nbased_on: meluxna\n");

        // then
        assertThat(problem("cluster=a")).startsWith(directory + "/b.yaml:2:11: based_on: 'a' stands above it already, so the profiles go round in a circle");
        assertThat(problem("cluster=c")).startsWith(directory + "/c.yaml:2:11: based_on: there is no profile 'meluxna'").endsWith("did you mean 'meluxina'?");
    }

    @Test
    void shouldNameTheFileInWhichAProblemStands() throws IOException {
        // given
        write("base", "profile: 1\npartitions: { cpu: { partition: gpu } }\n");
        write("mine", "profile: 1\nbased_on: base\n");

        // then
        assertThat(problem("cluster=mine")).startsWith(directory + "/base.yaml:2:33: partitions.cpu.partition is named by the key above it");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name + ".yaml"), text);
    }

    private Map<String, String> clientOptions(String... overrides) {
        return read(overrides).clients().getFirst().slurm().options();
    }

    private Recipe read(String... overrides) {
        return ((Reading.Accepted) reading(overrides)).recipe();
    }

    private String problem(String... overrides) {
        return ((Reading.Rejected) reading(overrides)).problems().getFirst().toString();
    }

    private Reading reading(String... overrides) {
        return new RecipeReader(PresetLibrary.of(Map.of()), profiles, Policy.OPEN).read(Recipes.submission(MINIMAL, overrides));
    }
}
