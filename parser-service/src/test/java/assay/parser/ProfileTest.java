package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import assay.events.recipe.Connect;
import assay.events.recipe.Location;
import assay.events.recipe.Pulling;
import assay.events.recipe.Recipe;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds on a cluster, and what a recipe says instead. */
class ProfileTest {
    private static final String MINIMAL = Recipes.resource("/corpus/good-minimal.yaml");

    @Test
    void shouldTellWhereJobsRun() {
        assertThat(recipe("cluster=meluxina").site()).isEqualTo(new Site("meluxina", "slurm", false, "/project/scratch/p200000/assay", "/dev/shm",
                List.of("module load env/release/2024.1", "module load PostgreSQL"), true, Map.of("sstat", 15.0, "queue", 10.0), "/project/scratch/p200000/cache"));
        assertThat(recipe("cluster=bare").site()).isEqualTo(new Site("bare", "slurm", true, "", "/tmp", List.of(), false, Map.of()));
        assertThat(recipe("cluster=desk").site().adapter()).isEqualTo("local");
        assertThat(recipe("cluster=local").site()).isEqualTo(Site.builtIn("local"));
    }

    @Test
    void shouldTellHowAClusterElsewhereIsReached() {
        // when
        Site site = recipe("cluster=laptop").site();

        // then
        assertThat(site.connect()).isEqualTo(Connect.bySsh("ada@login.example.org", 8822, List.of("ProxyJump=gate.example.org", "Compression=yes"), ""));
        assertThat(site.floors()).containsOnly(entry("queue", 20.0), entry("sstat", 15.0));
        assertThat(site.location()).isEqualTo(new Location("slurm", site.connect()));
        assertThat(recipe("cluster=bare").site().location()).isEqualTo(Location.here("slurm"));
    }

    @Test
    void shouldLayTheCommandLineOverTheRecipeOverTheProfileOverThePreset() {
        // given
        String text = MINIMAL.replace("run: server", "uses: store\n    slurm: { mem: 8G }") + "cluster: meluxina\nslurm: { account: mine, qos: long }\n";

        // when
        Recipe recipe = Recipes.accepted(text, "slurm.qos=short").recipe();

        // then
        assertThat(recipe.services().getFirst().slurm().options()).containsOnly(entry("mem", "8G"), entry("account", "mine"), entry("qos", "short"),
                entry("partition", "cpu"), entry("cpus_per_task", "1"));
        assertThat(recipe.services().getFirst().slurm().timeSeconds()).isEqualTo(1_800);
        assertThat(recipe.clients().getFirst().slurm().options()).containsOnly(entry("account", "mine"), entry("qos", "short"), entry("partition", "cpu"));
    }

    @Test
    void shouldLetAJobPullThatAsksForItsOwn() {
        assertThat(recipe("cluster=pulling").site().pulling()).isEqualTo(new Pulling("job", new SlurmOptions(Map.of("account", "p200000", "partition", "transfer"), 1, 7_200)));
        assertThat(recipe("cluster=meluxina").site().pulling()).isEqualTo(Pulling.HERE);
    }

    @Test
    void shouldUseTheProfilesNetworkWhereTheRecipeNamesNone() {
        assertThat(recipe("cluster=meluxina").services().getFirst().network()).isEqualTo("ib0");
        assertThat(recipe("cluster=meluxina", "services.db.network=hostname").services().getFirst().network()).isEqualTo("hostname");
        assertThat(recipe("cluster=bare").services().getFirst().network()).isEqualTo("auto");
    }

    @Test
    void shouldRaiseIntervalsToTheFloorAndSaySo() {
        // when
        Reading.Accepted raised = Recipes.accepted(MINIMAL + "monitor: { sstat: 5s }\n", "cluster=meluxina");
        Reading.Accepted ownFault = Recipes.accepted(MINIMAL, "cluster=desk");
        Reading.Accepted unsaid = Recipes.accepted(MINIMAL, "cluster=meluxina");

        // then
        assertThat(raised.recipe().monitor().intervals()).containsExactly(entry("sstat", 15.0), entry("cgroup", 2.0));
        assertThat(raised.warnings()).extracting(Object::toString)
                .contains("recipe.yaml:10:19: monitor.sstat: raised to 15s, the least that the profile 'meluxina' allows");
        assertThat(ownFault.warnings()).extracting(Object::toString)
                .contains("desk.profile:4:19: monitor.sstat: raised to 2.5s, the least that the profile 'desk' allows");
        assertThat(unsaid.recipe().monitor().intervals()).containsExactly(entry("sstat", 20.0), entry("cgroup", 2.0));
        assertThat(unsaid.warnings()).extracting(Object::toString).noneMatch(warning -> warning.contains("monitor"));
    }

    @Test
    void shouldLookWhereTheEnvironmentSays() {
        assertThat(ProfileDirectory.of(Map.of("HOME", "/home/ada")).file("x")).isEqualTo("/home/ada/.config/assay/clusters/x.yaml");
        assertThat(ProfileDirectory.of(Map.of("HOME", "/home/ada", "XDG_CONFIG_HOME", "/etc/ada")).file("x")).isEqualTo("/etc/ada/assay/clusters/x.yaml");
        assertThat(ProfileDirectory.of(Map.of("HOME", "/home/ada", "XDG_CONFIG_HOME", "relative")).file("x"))
                .isEqualTo("/home/ada/.config/assay/clusters/x.yaml");
    }

    @Test
    void shouldReadProfilesOfADirectoryAnew(@TempDir Path directory) throws IOException {
        // given
        Profiles profiles = new ProfileDirectory(directory.resolve("clusters"));
        assertThat(profiles.names()).isEmpty();
        assertThat(profiles.text("a")).isEmpty();

        // when
        Files.createDirectory(directory.resolve("clusters"));
        Files.writeString(directory.resolve("clusters/b.yaml"), "profile: 1\n");
        Files.writeString(directory.resolve("clusters/a.yaml"), "profile: 1\nlocal: never\n");
        Files.writeString(directory.resolve("clusters/notes.txt"), "");
        Files.writeString(directory.resolve("clusters/no name.yaml"), "");
        Files.write(directory.resolve("clusters/binary.yaml"), new byte[]{(byte) 0xff, 0});
        Files.createDirectory(directory.resolve("clusters/folder.yaml"));

        // then
        assertThat(profiles.names()).containsExactly("a", "b", "binary", "folder");
        assertThat(profiles.text("a")).hasValue("profile: 1\nlocal: never\n");
        assertThatThrownBy(() -> profiles.text("binary")).isInstanceOf(IOException.class).hasMessage("it is no UTF-8 text");
        assertThat(new RecipeReader(PresetLibrary.of(Map.of()), profiles, Policy.OPEN).read(Recipes.submission(MINIMAL, "cluster=folder")))
                .isInstanceOfSatisfying(Reading.Rejected.class, rejected -> assertThat(rejected.problems()).singleElement().asString()
                        .startsWith("--set cluster: cluster: the profile ").contains("folder.yaml cannot be read: "));
    }

    @Test
    void shouldTakeTheUsersUsualProfileForAuto(@TempDir Path directory) throws IOException {
        // given
        Profiles profiles = new ProfileDirectory(directory);
        RecipeReader reader = new RecipeReader(PresetLibrary.of(Map.of()), profiles, Policy.OPEN);
        assertThat(site(reader)).isEqualTo(Site.builtIn("auto"));

        // when
        Files.writeString(directory.resolve("default.yaml"), "profile: 1\nconnect: { ssh: ada@login }\nrun_root: /work\n");

        // then
        assertThat(site(reader).connect()).isEqualTo(Connect.bySsh("ada@login", 0, List.of(), ""));
        assertThat(site(reader, "cluster=auto").name()).isEqualTo("default");
        assertThat(site(reader, "cluster=slurm")).isEqualTo(Site.builtIn("slurm"));
    }

    private static Site site(RecipeReader reader, String... overrides) {
        return ((Reading.Accepted) reader.read(Recipes.submission(MINIMAL, overrides))).recipe().site();
    }

    private static Recipe recipe(String... overrides) {
        return Recipes.accepted(MINIMAL, overrides).recipe();
    }
}
