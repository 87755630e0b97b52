package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import assay.parser.ProfileDescription.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told of profiles. */
class ProfileCatalogueTest {
    @TempDir
    private Path directory;

    @Test
    void shouldListBuiltInOnesThoseOfTheUserAndThoseThatComeWithAssay() throws IOException {
        // given
        Files.writeString(directory.resolve("mine.yaml"), "profile: 1\ndescription: of mine\n");
        Files.writeString(directory.resolve("meluxina.yaml"), "profile: 1\nbased_on: meluxina\nrun_rot: /x\n");

        // when
        ProfileCatalogue catalogue = new ProfileCatalogue(new ProfileDirectory(directory));

        // then
        assertThat(catalogue.list()).extracting(ProfileDescription::name, ProfileDescription::source, profile -> profile.problems().size())
                .containsExactly(tuple("auto", "built in", 0), tuple("slurm", "built in", 0), tuple("local", "built in", 0),
                        tuple("meluxina", directory + "/meluxina.yaml", 1), tuple("mine", directory + "/mine.yaml", 0),
                        tuple("meluxina-gpu", "meluxina-gpu.yaml (comes with Assay)", 1));
        assertThat(catalogue.find("meluxina").orElseThrow().problems()).singleElement().asString()
                .isEqualTo(directory + "/meluxina.yaml:3:1: unknown key 'run_rot' — did you mean 'run_root'?");
    }

    @Test
    void shouldWriteAProfileOutWithWhereEachKeyStands() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("elsewhere.yaml"), "profile: 1\nbased_on: meluxina\nslurm: { account: p1, partition: gpu }\nsetup: []\n");

        // when
        ProfileDescription profile = new ProfileCatalogue(new ProfileDirectory(directory.resolve("none"))).find(file.toString()).orElseThrow();

        // then
        assertThat(profile.problems()).isEmpty();
        assertThat(profile.settings()).contains(new Setting("slurm.account", "p1", file + ":3"), new Setting("slurm.partition", "gpu", file + ":3"),
                new Setting("slurm.qos", "default", "meluxina.yaml (comes with Assay):7"), new Setting("setup", "[]", file + ":4"));
        assertThat(profile.settings()).extracting(Setting::key).doesNotContain("based_on").startsWith("profile", "description");
    }

    @Test
    void shouldFindNoProblemInThoseThatComeWithAssay() {
        assertThat(new ProfileCatalogue(new ProfileDirectory(directory)).list()).extracting(ProfileDescription::name).contains("meluxina", "meluxina-gpu");
        assertThat(new ProfileCatalogue(new ProfileDirectory(directory)).list()).allSatisfy(profile -> assertThat(profile.problems()).isEmpty());
    }
}
