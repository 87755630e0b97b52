package assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.Terminal;
import assay.events.Problem;
import assay.parser.ProfileDescription;
import assay.parser.ProfileDescription.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How profiles are told to people. */
class ProfileCommandTest {
    @Test
    void shouldWriteAProfileOutAsYaml() {
        // given
        ProfileDescription profile = new ProfileDescription("mine", "/home/ada/mine.yaml", "", List.of(new Setting("profile", "1", "mine.yaml:1"),
                new Setting("slurm.account", "p1", "mine.yaml:3"), new Setting("slurm.qos", "default", "site.yaml:4"),
                new Setting("partitions.gpu.gpus_per_node", "4", "site.yaml:6"), new Setting("partitions.fat.mem", "4T", "site.yaml:7")), List.of());

        // then
        assertThat(ProfileCommand.lines(profile)).containsExactly("# mine, from /home/ada/mine.yaml", "profile: 1                            # mine.yaml:1", "slurm:",
                "  account: p1                         # mine.yaml:3", "  qos: default                        # site.yaml:4", "partitions:", "  gpu:",
                "    gpus_per_node: 4                  # site.yaml:6", "  fat:", "    mem: 4T                           # site.yaml:7");
    }

    @Test
    void shouldSayOfWhichNothingCanBeTold() {
        // given
        ProfileDescription broken = new ProfileDescription("x", "x.yaml", "", List.of(), List.of(new Problem("x.yaml", 1, 1, "unknown key 'y'", "")));

        // then
        assertThat(ProfileCommand.lines(List.of(broken), new Terminal(0, 0))).last().asString().isEqualTo("x        x.yaml  cannot be used: `assay profile check x` tells why");
    }
}
