package assay.cluster.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of what a job told of its nodes. */
class JobFindingsTest {
    private static final Instant SEEN = Instant.ofEpochSecond(1000, 400_000_000);
    private static final String HEALTHY = """
            node=n1
            said=1000.1
            answered=1000.7
            bash=5.2.15(1)-release
            container=apptainer version 1.4.5
            container_runs=yes
            fuse=yes
            scratch_free=9000000
            addresses=eth0=10.0.0.1 ib0=10.1.0.1
            other_node=n2
            port_hostname=open
            port_eth0=closed
            port_ib0=open
            """;

    @Test
    void shouldFindAHealthyNodeHealthy() {
        // when
        List<Finding> found = findings(HEALTHY, List.of("module load Apptainer"));

        // then
        assertThat(found).allMatch(finding -> finding.grade() == Grade.GOOD && finding.remedy().isEmpty());
        assertThat(found).extracting(Finding::check).containsExactly("run directory", "node's clock", "bash", "setup", "apptainer", "scratch");
        assertThat(found).extracting(Finding::found).contains("a file of n1 was seen here, and its answer there, within 600 ms",
                "the clock of n1 and this machine's are 0 ms apart");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "answered=1000.7 | answered= | run directory | BROKEN | nothing of ours there",
        "answered=1000.7 | answered=1009.0 | run directory | DOUBTFUL | took 8.9 s to be seen",
        "said=1000.1 | said=900.1 | node's clock | DOUBTFUL | behind this machine's",
        "said=1000.1 | said=600.1 | node's clock | DOUBTFUL | behind this machine's",
        "bash=5.2.15(1)-release | bash=4.2.46(2)-release | bash | BROKEN | version 4.2.46",
        "bash=5.2.15(1)-release | setup_failed=module load x | setup | BROKEN | 'module load x'",
        "container=apptainer version 1.4.5 | container= | apptainer | DOUBTFUL | neither apptainer nor singularity",
        "container_runs=yes | container_words=no user namespace | apptainer | DOUBTFUL | cannot run a container: no user namespace",
        "fuse=yes | fuse= | apptainer | DOUBTFUL | /dev/fuse is not there",
        "scratch_free=9000000 | scratch_words=Read-only file system | scratch | BROKEN | Read-only file system",
        "scratch_free=9000000 | scratch_free=90000 | scratch | DOUBTFUL | 87.9 MiB free"})
    void shouldNameWhatIsWrong(String good, String bad, String check, Grade grade, String words) {
        // when
        List<Finding> found = findings(HEALTHY.replace(good + "\n", bad + "\n"), List.of("module load x"));

        // then
        assertThat(found).filteredOn(finding -> finding.check().equals(check)).singleElement().satisfies(finding -> {
            assertThat(finding.grade()).isEqualTo(grade);
            assertThat(finding.found()).contains(words);
            assertThat(finding.remedy()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"auto,GOOD,GOOD", "hostname,GOOD,GOOD", "ib0,GOOD,GOOD", "eth0,GOOD,BROKEN", "ib1,BROKEN,BROKEN"})
    void shouldHoldAddressesAndPortsAgainstTheNetwork(String network, Grade addresses, Grade ports) {
        // when
        List<Finding> found = new PortFindings(patient(List.of(), network), Facts.of(HEALTHY), 2, "", false).all();

        // then
        assertThat(found).extracting(Finding::grade).containsExactly(addresses, ports);
        assertThat(found.getLast().found()).isEqualTo("n2 reaches n1 by hostname, ib0, not by eth0");
    }

    @Test
    void shouldSayThatPortsWereNotTried() {
        // given
        Facts facts = Facts.of("node=n1\naddresses=\nports_words=srun: no\n");

        // then
        assertThat(new PortFindings(patient(List.of(), "auto"), facts, 1, "QOSMaxNodePerJobLimit", false).all()).last()
                .satisfies(finding -> assertThat(finding.found()).isEqualTo("not tried: a job cannot have two nodes here: QOSMaxNodePerJobLimit"));
        assertThat(new PortFindings(patient(List.of(), "auto"), facts, 2, "", false).all()).last()
                .satisfies(finding -> assertThat(finding.found()).isEqualTo("not tried: srun: no"));
        assertThat(new PortFindings(patient(List.of(), "auto"), facts, 1, "", true).all()).singleElement()
                .satisfies(finding -> assertThat(finding.found()).isEqualTo("none but its host name n1 (network: auto)"));
    }

    @Test
    void shouldAskForWhatJobsAskForAndNoMore() {
        // given
        Site site = new Site("mel", "slurm", true, "/shared", "/scratch", List.of("echo 'it''s'"), true, Map.of());
        Patient patient = new Patient(site, new SlurmOptions(Map.of("account", "p1", "hint", "nomultithread"), 7, 3600), "auto", "/shared");

        // when
        String script = ProbeScript.of(patient, 2, Duration.ofMinutes(10));

        // then
        assertThat(script.lines().filter(line -> line.startsWith("#SBATCH"))).containsExactlyInAnyOrder("#SBATCH --account=\"p1\"", "#SBATCH --hint=\"nomultithread\"",
                "#SBATCH --nodes=\"2\"", "#SBATCH --time=\"2\"", "#SBATCH --deadline=\"now+15minutes\"", "#SBATCH --export=\"NONE\"", "#SBATCH --no-requeue", "#SBATCH --exclusive");
        assertThat(script).contains("probe_scratch='/scratch'", "probe_setup=('echo '\\''it'\\'''\\''s'\\''')");
    }

    private static List<Finding> findings(String facts, List<String> setup) {
        return new JobFindings(patient(setup, "auto"), Facts.of(facts), SEEN).all();
    }

    private static Patient patient(List<String> setup, String network) {
        return new Patient(new Site("slurm", "slurm", true, "", "/tmp", setup, false, Map.of()), new SlurmOptions(Map.of(), 1, 0), network, "/work");
    }
}
