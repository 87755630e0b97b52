package assay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** A healthy cluster is found healthy, and each thing that is broken is named with what to do about it; of the job that looks around nothing is left. */
@Isolated("takes the controller, the database and nodes away")
@Timeout(60)
class DoctorTest {
    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster();
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();
    private static final String ROOT = "run_root: PLACE/runs\n";

    @BeforeAll
    static void become() throws IOException {
        OrdinaryUserTest.become(WORKBENCH);
        WORKBENCH.start(List.of("mkdir", place("PLACE/runs"))).await(Trial.LIMIT);
    }

    private static String place(String text) {
        return text.replace("PLACE", WORKBENCH.directory().toString());
    }

    @Test
    void shouldFindAHealthyClusterHealthy() throws Exception {
        // when
        List<Map<String, String>> found = doctor("healthy", "slurm: { account: p200000, qos: default, partition: cpu }\n", 0, "--job");

        // then
        assertThat(found).as(found.toString()).extracting(finding -> finding.get("check"), finding -> finding.get("grade"))
                .contains(Stream.of("machine", "commands", "controller", "clock", "partitions", "account", "qos", "partition", "trial", "accounting", "run root", "file clock", "job",
                        "run directory", "node's clock", "bash", "scratch", "addresses", "ports", "resource use").map(check -> tuple(check, "good"))
                        .toArray(Tuple[]::new))
                .doesNotContain(tuple("file system", "doubtful"));
        assertNothingLeft();
    }

    /**
     * A cluster with one thing broken.
     *
     * @param profile what the user's profile says
     * @param fault   what is done to the cluster before
     * @param grade   how it is found
     * @param words   that tell what it is, and what to do about it
     */
    record Broken(String name, String profile, List<String> fault, List<String> arguments, String check, String grade, List<String> words) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Broken> broken() {
        List<String> none = List.of();
        List<String> job = List.of("--job");
        return Stream.of(
                new Broken("controller", ROOT, List.of("ctld-stop"), none, "controller", "broken", List.of("DOWN", "nothing can be submitted until it does")),
                new Broken("accounting", ROOT, List.of("dbd-stop"), none, "accounting", "doubtful", List.of("does not answer", "tell the site's people that slurmdbd is silent")),
                new Broken("account", "slurm: { account: p999999 }\n", none, none, "account", "broken", List.of("'p999999' is none of yours", "use one of p200000 for slurm.account")),
                new Broken("qos", "slurm: { qos: nosuch }\n", none, none, "qos", "broken", List.of("'nosuch' is not allowed to you", "use one of default, dev (up to 06:00:00, 1 running)")),
                new Broken("partition", "slurm: { partition: 'off' }\n", none, none, "partition", "broken", List.of("off is down", "set slurm.partition to one of cpu, gpu")),
                new Broken("no-partition", "slurm: { partition: fast }\n", none, none, "partition", "broken", List.of("there is no 'fast'", "set slurm.partition to one of cpu, gpu")),
                new Broken("node", "slurm: { partition: gpu }\n", List.of("node-down", "n4"), none, "partition", "broken", List.of("no node that can run a job", "`sinfo -R` tells why")),
                new Broken("size", "slurm: { mem: 900G }\n", none, none, "trial", "broken", List.of("Slurm would not take a job of yours", "change what is asked of Slurm")),
                new Broken("run-root", "run_root: /root/assay\n", none, none, "run root", "broken", List.of("permission denied", "set run_root to a directory of yours that all nodes mount")),
                new Broken("blind", "slurm: { partition: gpu }\n" + ROOT, List.of("node-blind", "n4", "PLACE/runs"), job, "run directory", "broken",
                        List.of("nothing that it wrote is seen", "the nodes do not see the run root")),
                new Broken("setup", "setup: [ 'true', 'module load NoSuchThing' ]\n" + ROOT, none, job, "setup", "broken",
                        List.of("'module load NoSuchThing' ended with 127", "correct setup in the profile 'setup'")),
                new Broken("scratch", "scratch: /proc/scratch\n" + ROOT, none, job, "scratch", "broken", List.of("nothing can be written in /proc/scratch", "set scratch in a profile")),
                new Broken("interface", "network: ib0\n" + ROOT, none, job, "addresses", "broken", List.of("has no such interface", "set network to one of them")),
                new Broken("ports", "network: hostname\n" + ROOT, none, job, "ports", "broken", List.of("not by hostname", "set network to ")),
                new Broken("full", "slurm: { partition: cpu }\n" + ROOT, List.of("fill"), List.of("--job", "--wait", "3s"), "job", "doubtful",
                        List.of("still waited after 3", "and was cancelled: Resources", "--wait 10m")));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void shouldNameWhatIsBrokenWithItsRemedy(Broken broken) throws Exception {
        // given
        if (!broken.fault().isEmpty()) {
            CLUSTER.fault(broken.fault().stream().map(DoctorTest::place).toArray(String[]::new));
        }

        // when
        List<Map<String, String>> found = doctor(broken.name(), broken.profile(), broken.grade().equals("broken") ? 3 : 0, broken.arguments().toArray(String[]::new));

        // then
        assertThat(found).as(found.toString()).filteredOn(finding -> finding.get("check").equals(broken.check()) && finding.get("grade").equals(broken.grade()))
                .singleElement().satisfies(finding -> assertThat(finding.get("found") + " → " + finding.get("remedy")).contains(broken.words()));
        if (!broken.fault().contains("ctld-stop")) {
            assertNothingLeft();
        }
    }

    @Test
    void shouldSayWhereSlurmsCommandsAreNotThere() throws Exception {
        // given
        String path = Slurm.pathWithout(WORKBENCH.directory().resolve("programs"));

        // when
        Ended doctor = WORKBENCH.start(List.of("env", "PATH=" + path, WORKBENCH.installation().launcher().toString(), "doctor", "--cluster", "slurm")).await(Trial.LIMIT);

        // then
        assertThat(doctor.exitCode()).as(doctor.console()).isEqualTo(3);
        assertThat(doctor.out()).contains("✗ commands         not on PATH: sbatch, squeue, scancel, scontrol, sinfo", "→ load the module that brings Slurm's commands");
    }

    @Test
    void shouldLookAtThisMachineToo() throws Exception {
        // when
        Ended doctor = WORKBENCH.assay("doctor", "--cluster", "local", "--job");

        // then
        assertThat(doctor.exitCode()).as(doctor.console()).isZero();
        assertThat(doctor.out()).contains("✓ data directory", "✓ server", "✓ machine", "✓ run root", "✓ run directory", "✓ scratch", "✓ addresses", "nothing is broken").doesNotContain("ports");
    }

    private static List<Map<String, String>> doctor(String name, String profile, int exitCode, String... arguments) throws IOException {
        Path profiles = Files.createDirectories(WORKBENCH.directory().resolve(".config/assay/clusters"));
        Files.writeString(profiles.resolve(name + ".yaml"), "profile: 1\n" + place(profile));
        Ended doctor = WORKBENCH.assay(Stream.concat(Stream.of("doctor", "--json", "--cluster", name), Stream.of(arguments)).toArray(String[]::new));
        assertThat(doctor.exitCode()).as(doctor.console()).isEqualTo(exitCode);
        return JsonMapper.shared().readerForListOf(Map.class).readValue(doctor.out());
    }

    private static void assertNothingLeft() throws IOException {
        assertThat(Slurm.livingFrom("doctor-")).isEmpty();
        for (Path root : List.of(WORKBENCH.directory(), Path.of(place("PLACE/runs")))) {
            try (Stream<Path> files = Files.list(root)) {
                assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(file -> file.contains("assay-doctor"));
            }
        }
    }
}
