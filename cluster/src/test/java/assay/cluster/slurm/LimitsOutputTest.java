package assay.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.slurm.PartitionOutput.Partition;
import assay.events.Limit;
import assay.events.Limit.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Slurm says of partitions, qualities of service and accounts. */
class LimitsOutputTest {

    @Test
    void shouldReadPartitions() {
        // when
        List<Partition> partitions = PartitionOutput.partitions(Samples.read("scontrol-show-partition.txt"));

        // then
        assertThat(partitions).containsExactly(new Partition("cpu", true, "", "NO", 3, 12), new Partition("gpu", false, "tres", "EXCLUSIVE", 1, 4),
                new Partition("off", false, "", "NO", 1, 4));
        assertThat(partitions.get(1).exclusive()).isTrue();
        assertThat(partitions.getFirst().limits(true)).containsExactly(new Limit("partition", "cpu", Kind.NODES, 3, "TotalNodes"),
                new Limit("partition", "cpu", Kind.CPUS, 12, "TotalCPUs"));
    }

    @ParameterizedTest
    @CsvSource({"NO,true,2", "EXCLUSIVE,true,2", "YES:4,true,1", "FORCE:1,true,0", "NO,false,1"})
    void shouldLimitOnlyWhatJobsCannotShare(String sharing, boolean cpusAreCounted, int limits) {
        // when
        var partition = new Partition("cpu", true, "", sharing, 3, 12);

        // then
        assertThat(partition.limits(cpusAreCounted)).hasSize(limits);
        assertThat(new Partition("cpu", true, "", sharing, 0, 0).limits(true)).isEmpty();
    }

    @Test
    void shouldReadTheLimitsOfEveryQos() {
        // when
        List<Limit> limits = QosOutput.limits(Samples.read("sacctmgr-show-qos.txt"));

        // then
        assertThat(limits).containsExactly(new Limit("qos", "dev", Kind.RUNNING_JOBS, 1, "MaxJobsPU"), new Limit("qos", "short", Kind.SUBMITTED_JOBS, 3, "MaxSubmitPU"),
                new Limit("qos", "long", Kind.RUNNING_JOBS, 1, "MaxJobsPU"), new Limit("qos", "tres", Kind.CPUS, 8, "MaxTRESPU cpu"),
                new Limit("qos", "tres", Kind.NODES, 2, "MaxTRESPU node"), new Limit("qos", "tres", Kind.RUNNING_JOBS, 5, "GrpJobs"),
                new Limit("qos", "tres", Kind.SUBMITTED_JOBS, 7, "GrpSubmit"), new Limit("qos", "tres", Kind.CPUS, 100, "GrpTRES cpu"));
    }

    @Test
    void shouldReadTheAssociationsOfAUser() {
        // when
        AssociationOutput user = AssociationOutput.of(Samples.read("sacctmgr-show-user.txt"));

        // then
        assertThat(user.standardAccount()).contains("p200000");
        assertThat(user.standardQos()).contains("default");
        assertThat(user.qos()).containsExactly("default", "dev", "long", "normal", "short", "short-preempt", "test", "urgent");
        assertThat(user.limits()).containsExactly(new Limit("account", "p200000", Kind.RUNNING_JOBS, 20, "MaxJobs"),
                new Limit("account", "p200000", Kind.NODES, 3, "GrpTRES node"));
    }

    @Test
    void shouldTakeTheMostGenerousRowOfAnAccount() {
        // given
        String text = "a|a||default|default|2|9|||\na|a|gpu|default|fast|4||||\n";

        // when
        AssociationOutput user = AssociationOutput.of(text);

        // then
        assertThat(user.limits()).containsExactly(new Limit("account", "a", Kind.RUNNING_JOBS, 4, "MaxJobs"));
        assertThat(user.standardQos()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "'|'", "'half|a|row'", "'||||||||||||'"})
    void shouldReadNothingFromWhatIsNoRow(String text) {
        // when / then
        assertThat(AssociationOutput.of(text).limits()).isEmpty();
        assertThat(AssociationOutput.of(text).standardAccount()).isEmpty();
        assertThat(QosOutput.limits(text)).isEmpty();
        assertThat(PartitionOutput.partitions(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'associations,limits,qos',true", "'associations,safe',true", "all,true", "associations,false", "none,false"})
    void shouldKnowWhetherLimitsAreEnforced(String enforced, boolean expected) {
        // when
        boolean limits = ControllerOutput.enforcesLimits("AccountingStorageEnforce = " + enforced + "\n");

        // then
        assertThat(limits).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"CR_CORE_MEMORY,true", "CR_CPU,true", "CR_SOCKET,true", "CR_MEMORY,false", "NONE,false"})
    void shouldKnowWhetherCpusAreCounted(String parameters, boolean expected) {
        // when
        boolean counted = ControllerOutput.countsCpus("SelectTypeParameters    = " + parameters + "\n");

        // then
        assertThat(counted).isEqualTo(expected);
    }
}
