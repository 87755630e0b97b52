package assay.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.plan.Planner;
import assay.events.JobEvent.ClusterObserved;
import assay.events.Limit;
import assay.events.Limit.Kind;
import assay.events.Problem;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.MonitorSpec;
import assay.events.recipe.Recipe;
import assay.events.recipe.Scope;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TogetherCheckTest {
    private static final Limit ONE_JOB = new Limit("qos", "dev", Kind.RUNNING_JOBS, 1, "MaxJobsPU");
    private static final Map<String, String> DEV = Map.of("qos", "dev");
    private static final Map<String, String> WHOLE = Map.of("partition", "gpu", "exclusive", "true");

    private final List<ServiceSpec> services = new ArrayList<>();
    private final List<ClientSpec> clients = new ArrayList<>();
    private final Map<String, String> facts = new TreeMap<>();
    private Site site = Site.builtIn("slurm");

    @Test
    void shouldNameTheLimitAndTheWayOut() {
        // given
        service("db", DEV);
        client("load", "db", DEV);

        // when
        List<Problem> problems = problems(ONE_JOB);

        // then
        assertThat(problems).containsExactly(new Problem("r.yaml", 0, 0,
                "db and load must run at the same time, but qos dev lets you run 1 job at a time (MaxJobsPU)",
                "use another qos, or put them into one job (placement: packed); `sacctmgr show qos` and `sacctmgr show assoc` list what each allows"));
    }

    @Test
    void shouldCountWhatIsNeededByWayOfOthers() {
        // given
        service("store", DEV);
        service("cache", DEV, "store");
        service("unused", DEV);
        client("load", "cache", DEV);

        // when
        List<Problem> problems = problems(new Limit("qos", "dev", Kind.SUBMITTED_JOBS, 2, "MaxSubmitPU"));

        // then
        assertThat(messages(problems)).containsExactly("store, cache and load must run at the same time, but qos dev lets you have 2 jobs, running or waiting (MaxSubmitPU)");
        assertThat(problems(new Limit("qos", "dev", Kind.SUBMITTED_JOBS, 3, "MaxSubmitPU"))).isEmpty();
    }

    @Test
    void shouldCountReplicasAndNotOtherRepetitions() {
        // given
        service("db", DEV);
        clients.add(Specs.client("load", "db", DEV, 1, new ClientSpec.Jobs(Scope.REPETITION, 2, false, 1)));

        // when
        List<Problem> problems = problems(new Limit("qos", "dev", Kind.RUNNING_JOBS, 2, "GrpJobs"));

        // then
        assertThat(messages(problems)).containsExactly("db, load-r1-1 and load-r1-2 must run at the same time, but qos dev lets you run 2 jobs at a time (GrpJobs)");
        assertThat(problems(new Limit("qos", "dev", Kind.RUNNING_JOBS, 3, "GrpJobs"))).isEmpty();
    }

    @Test
    void shouldLetClientsFollowOneAnother() {
        // given
        service("db", DEV);
        client("load", "db", DEV);
        client("more", "db", DEV);

        // when
        List<Problem> problems = problems(new Limit("qos", "dev", Kind.RUNNING_JOBS, 2, "MaxJobsPU"));

        // then
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldCountOnlyTheJobsOfAQosOrAccount() {
        // given
        service("db", Map.of("qos", "default", "account", "a"));
        client("load", "db", Map.of("qos", "dev", "account", "b"));

        // when
        List<Problem> problems = problems(ONE_JOB, new Limit("account", "a", Kind.RUNNING_JOBS, 1, "MaxJobs"), new Limit("account", "b", Kind.RUNNING_JOBS, 1, "MaxJobs"));

        // then
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldTakeWhatHoldsByDefault() {
        // given
        service("db", Map.of());
        client("load", "db", Map.of("account", "p200000"));
        facts.putAll(Map.of("default_account", "p200000", "default_qos", "dev", "default_partition", "cpu"));

        // when
        List<Problem> problems = problems(ONE_JOB, new Limit("account", "p200000", Kind.SUBMITTED_JOBS, 1, "MaxSubmit"),
                new Limit("partition", "cpu", Kind.RUNNING_JOBS, 1, "GrpJobs of qos part"));

        // then
        assertThat(messages(problems)).hasSize(3).anyMatch(text -> text.contains("qos dev")).anyMatch(text -> text.contains("account p200000"))
                .anyMatch(text -> text.contains("partition cpu"));
    }

    @ParameterizedTest
    @CsvSource({"account,other", "qos,default"})
    void shouldPassWhatMayGoElsewhereThanByDefault(String key, String value) {
        // given
        service("db", Map.of());
        client("load", "db", Map.of(key, value));
        facts.putAll(Map.of("default_account", "p200000", "default_qos", "dev"));

        // when
        List<Problem> problems = problems(ONE_JOB);

        // then
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldPassWhereNothingIsKnown() {
        // given
        service("db", WHOLE);
        client("load", "db", Map.of());

        // when
        List<Problem> problems = problems(ONE_JOB, nodes("gpu", 1), new Limit("account", "a", Kind.RUNNING_JOBS, 1, "MaxJobs"));

        // then
        assertThat(problems).isEmpty();
        assertThat(problems()).isEmpty();
    }

    @Test
    void shouldRefuseTwoWholeNodesOfOne() {
        // given
        service("db", WHOLE);
        client("load", "db", WHOLE);

        // when
        List<Problem> problems = problems(nodes("gpu", 1));

        // then
        assertThat(problems).containsExactly(new Problem("r.yaml", 0, 0,
                "db and load must run at the same time and take 2 whole nodes, but partition gpu has 1 node (TotalNodes)",
                "use a partition with more nodes, or one where jobs may share a node, without exclusive; `sinfo` lists the partitions"));
        assertThat(problems(nodes("gpu", 2))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false", "user", "mcs"})
    void shouldLetJobsShareANode(String exclusive) {
        // given
        Map<String, String> shared = Map.of("partition", "gpu", "exclusive", exclusive);
        service("db", shared);
        client("load", "db", shared);

        // when
        List<Problem> problems = problems(nodes("gpu", 1));

        // then
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldKnowWholeNodesFromThePartitionAndTheSite() {
        // given
        service("db", Map.of("partition", "gpu"));
        client("load", "db", Map.of("partition", "gpu"));
        List<Problem> shared = problems(nodes("gpu", 1));

        // when
        facts.put("exclusive_partitions", "big,gpu");
        List<Problem> ofPartition = problems(nodes("gpu", 1));
        facts.clear();
        site = new Site("here", "slurm", false, "", "/tmp", List.of(), true, Map.of());
        List<Problem> ofSite = problems(nodes("gpu", 1));

        // then
        assertThat(shared).isEmpty();
        assertThat(ofPartition).hasSize(1);
        assertThat(ofSite).isEqualTo(ofPartition);
    }

    @Test
    void shouldRefuseSeveralPartitionsOnlyWhenAllOfThemTogetherAreTooSmall() {
        // given
        Map<String, String> either = Map.of("partition", "gpu,big", "exclusive", "true");
        service("db", either);
        service("cache", either);
        clients.add(Specs.client("load", "cache", either, 1, new ClientSpec.Jobs(Scope.RUN, 2, false, 1)));

        // when
        List<Problem> problems = problems(nodes("gpu", 1), nodes("big", 1));

        // then
        assertThat(messages(problems)).containsExactly("cache, load-1 and load-2 must run at the same time and take 3 whole nodes, but partition big,gpu has 2 nodes (TotalNodes)");
        assertThat(problems(nodes("gpu", 1), nodes("big", 2))).isEmpty();
        assertThat(problems(nodes("gpu", 1))).isEmpty();
    }

    @Test
    void shouldLeaveReservationsAlone() {
        // given
        Map<String, String> reserved = Map.of("partition", "gpu", "exclusive", "true", "reservation", "tuesday");
        service("db", reserved);
        client("load", "db", reserved);

        // when
        List<Problem> problems = problems(nodes("gpu", 1));

        // then
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2,3,false,true", "2,2,false,false", "1,4,false,false", "3,3,true,false"})
    void shouldCountTheCpusThatAreCertain(String tasks, String each, String overcommit, boolean refused) {
        // given
        service("db", Map.of("qos", "small", "cpus_per_task", "3"));
        client("load", "db", Map.of("qos", "small", "ntasks", tasks, "cpus_per_task", each, "overcommit", overcommit));

        // when
        List<Problem> problems = problems(new Limit("qos", "small", Kind.CPUS, 8, "MaxTRESPU cpu"));

        // then
        assertThat(messages(problems)).isEqualTo(refused
                ? List.of("db and load must run at the same time and take 9 CPUs, but qos small lets you use 8 CPUs at a time (MaxTRESPU cpu)") : List.of());
    }

    @Test
    void shouldCountNodesOnlyAsFarAsTheyHaveTasks() {
        // given
        service("db", DEV);
        clients.add(Specs.client("load", "db", Map.of("qos", "dev", "ntasks", "1"), 4, ClientSpec.Jobs.STANDARD));
        clients.add(Specs.client("more", "db", Map.of("qos", "dev", "ntasks", "4"), 4, ClientSpec.Jobs.STANDARD));

        // when
        List<Problem> problems = problems(new Limit("qos", "dev", Kind.NODES, 3, "MaxTRESPU node"));

        // then
        assertThat(messages(problems)).containsExactly("db and more must run at the same time and take 4 nodes, but qos dev lets you use 3 nodes at a time (MaxTRESPU node)");
    }

    @Test
    void shouldPassWhatAMoreGenerousLimitMayLift() {
        // given
        Map<String, String> place = Map.of("qos", "dev", "partition", "cpu", "account", "a");
        service("db", place);
        client("load", "db", place);
        Limit ofPartition = new Limit("partition", "cpu", Kind.RUNNING_JOBS, 9, "MaxJobsPU of qos part");
        Limit ofAccount = new Limit("account", "a", Kind.RUNNING_JOBS, 1, "MaxJobs");

        // when
        List<Problem> lifted = problems(ONE_JOB, ofPartition, ofAccount);

        // then
        assertThat(lifted).isEmpty();
        assertThat(problems(ONE_JOB, new Limit("partition", "cpu", Kind.RUNNING_JOBS, 9, "GrpJobs of qos part"))).hasSize(1);
        assertThat(problems(ONE_JOB, new Limit("account", "a", Kind.RUNNING_JOBS, 9, "MaxJobs"))).hasSize(1);
        assertThat(problems(ofAccount, new Limit("qos", "long", Kind.RUNNING_JOBS, 9, "MaxJobsPU"))).hasSize(1);
    }

    private List<Problem> problems(Limit... limits) {
        Recipe recipe = new Recipe("sample", "", site, services, clients, 2, new MonitorSpec(Map.of()), List.of(), List.of());
        return TogetherCheck.problems("r.yaml", recipe, Planner.plan(recipe).jobs(), new ClusterObserved("slurm", true, "", false, facts, List.of(limits), "/tmp/out"));
    }

    private static List<String> messages(List<Problem> problems) {
        return problems.stream().map(Problem::message).toList();
    }

    private static Limit nodes(String partition, long most) {
        return new Limit("partition", partition, Kind.NODES, most, "TotalNodes");
    }

    private void service(String name, Map<String, String> options, String... needs) {
        services.add(Specs.service(name, options, needs));
    }

    private void client(String name, String target, Map<String, String> options) {
        clients.add(Specs.client(name, target, options, 1, ClientSpec.Jobs.STANDARD));
    }
}
