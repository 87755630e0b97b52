package assay.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.PlannedJob.Work;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Connect;
import assay.events.recipe.MonitorSpec;
import assay.events.recipe.Placement;
import assay.events.recipe.Program;
import assay.events.recipe.Pulling;
import assay.events.recipe.Recipe;
import assay.events.recipe.Scope;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From a recipe to its jobs: names, order, time limits, cost. */
class PlannerTest {
    private static final Program PROGRAM = new Program("", List.of(), "exec run", "", Map.of(), List.of());

    @Test
    void shouldPlanOneJobForEachServiceAndClient() {
        // when
        List<PlannedJob> jobs = plan(3, service("db", life(Scope.RUN)), client("load", "db", ClientSpec.Jobs.STANDARD));

        // then
        assertThat(names(jobs)).containsExactly("db", "load");
        assertThat(jobs.getLast().needs()).containsExactly(new JobName("db"));
        assertThat(jobs.getLast().work()).isEqualTo(new Work(1, 3, 1, 1));
    }

    @Test
    void shouldGiveAServiceTheTimeOfItsClientsAndWhatItMayIdle() {
        // when
        List<PlannedJob> jobs = plan(4, service("db", new ServiceSpec.Life(Scope.RUN, 1, 120)), client("load", "db", ClientSpec.Jobs.STANDARD));

        // then
        assertThat(jobs.getLast().timeLimitSeconds()).isEqualTo(4 * 20 * 3 / 2 + 300);
        assertThat(jobs.getFirst().timeLimitSeconds()).isEqualTo(4 * 20 * 3 / 2 + 300 + 120);
    }

    @Test
    void shouldLeaveTimeForASilentClusterWhereAClientWaitsInItsJobElsewhere() {
        // given
        Site far = new Site("far", "slurm", false, "/runs", "/tmp", List.of(), true, Map.of(), "", Connect.bySsh("login", 0, List.of(), ""), Pulling.HERE);
        ClientSpec early = client("load", "db", new ClientSpec.Jobs(Scope.RUN, 1, true, 1));

        // when
        List<PlannedJob> near = Planner.plan(at(Site.builtIn("slurm"), early, Placement.SEPARATE)).jobs();
        List<PlannedJob> elsewhere = Planner.plan(at(far, early, Placement.SEPARATE)).jobs();
        List<PlannedJob> packed = Planner.plan(at(far, early, new Placement("packed", SlurmOptions.NONE))).jobs();

        // then
        assertThat(job(near, "load").timeLimitSeconds()).isEqualTo(20 * 3 / 2 + 300);
        assertThat(job(elsewhere, "load").timeLimitSeconds()).isEqualTo(20 * 3 / 2 + 300 + 900);
        assertThat(job(elsewhere, "db").timeLimitSeconds()).isEqualTo(20 * 3 / 2 + 300 + 900 + 600);
        assertThat(packed).extracting(PlannedJob::timeLimitSeconds).containsOnly(20L * 3 / 2 + 300 + 300 + 900);
    }

    private static Recipe at(Site site, ClientSpec client, Placement placement) {
        return new Recipe("r", "", site, List.of(service("db", life(Scope.RUN))), List.of(client), 1, new MonitorSpec(Map.of()), List.of(), List.of(), placement);
    }

    @Test
    void shouldSplitWhateverNeedsAServiceOfOneRepetition() {
        // when
        List<PlannedJob> jobs = plan(2, service("db", life(Scope.REPETITION)), client("load", "db", ClientSpec.Jobs.STANDARD));

        // then
        assertThat(names(jobs)).containsExactly("db-r1", "db-r2", "load-r1", "load-r2");
        assertThat(job(jobs, "db-r2").after()).extracting(JobName::value).containsExactly("db-r1", "load-r1");
        assertThat(job(jobs, "load-r2").needs()).extracting(JobName::value).containsExactly("db-r2");
        assertThat(job(jobs, "load-r2").after()).extracting(JobName::value).containsExactly("load-r1");
        assertThat(job(jobs, "load-r2").work()).isEqualTo(new Work(2, 1, 1, 1));
    }

    @Test
    void shouldSplitAClientAloneWhenItsServiceLivesOn() {
        // when
        List<PlannedJob> jobs = plan(2, service("db", life(Scope.RUN)), client("load", "db", new ClientSpec.Jobs(Scope.REPETITION, 1, false, 1)));

        // then
        assertThat(names(jobs)).containsExactly("db", "load-r1", "load-r2");
        assertThat(job(jobs, "load-r2").needs()).extracting(JobName::value).containsExactly("db");
    }

    @Test
    void shouldTakeAPointForTheRunWhereThereIsNoSweep() {
        // when
        List<PlannedJob> jobs = plan(2, service("db", life(Scope.POINT)), client("load", "db", new ClientSpec.Jobs(Scope.POINT, 1, false, 1)));

        // then
        assertThat(names(jobs)).containsExactly("db", "load");
    }

    @Test
    void shouldPlanAJobForEachReplica() {
        // when
        List<PlannedJob> jobs = plan(2, service("db", life(Scope.RUN)), client("load", "db", new ClientSpec.Jobs(Scope.REPETITION, 2, true, 1)));

        // then
        assertThat(names(jobs)).containsExactly("db", "load-r1-1", "load-r1-2", "load-r2-1", "load-r2-2");
        assertThat(job(jobs, "load-r2-2").work()).isEqualTo(new Work(2, 1, 2, 2));
        assertThat(job(jobs, "load-r2-2").after()).extracting(JobName::value).containsExactly("load-r1-1", "load-r1-2");
        assertThat(jobs.subList(1, 5)).allMatch(PlannedJob::early);
    }

    @Test
    void shouldLetClientsBeginAgainWithTheirServiceAndAsOftenByThemselves() {
        // when
        List<PlannedJob> jobs = plan(1, service("db", new ServiceSpec.Life(Scope.RUN, 3, 600)), client("load", "db", ClientSpec.Jobs.STANDARD));

        // then
        assertThat(jobs).extracting(PlannedJob::attempts).containsExactly(3, 5);
    }

    @Test
    void shouldCountEveryAttemptInTheWorstCase() {
        // when
        double hours = Planner.plan(recipe(1, service("db", new ServiceSpec.Life(Scope.RUN, 2, 3_270)), client("load", "db", ClientSpec.Jobs.STANDARD))).worstCaseNodeHours();

        // then
        assertThat(hours).isEqualTo((2 * 3_600 + 3 * 330) / 3600.0);
    }

    @Test
    void shouldRefuseTwoJobsOfOneName() {
        // given
        Recipe recipe = new Recipe("r", "", Site.builtIn("auto"), List.of(service("db", life(Scope.RUN))), List.of(client("load", "db", new ClientSpec.Jobs(Scope.RUN, 2, false, 1)),
                client("load-1", "db", ClientSpec.Jobs.STANDARD)), 1, new MonitorSpec(Map.of()), List.of(), List.of());

        // when, then
        assertThatThrownBy(() -> Planner.plan(recipe)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'load-1'");
    }

    @Test
    void shouldHoldTheNodesOfAPackedRunByOneMoreJobThatAllNeed() {
        // when
        List<PlannedJob> jobs = Planner.plan(together("packed", new SlurmOptions(Map.of(), 2, 0), 2)).jobs();

        // then
        assertThat(names(jobs)).containsExactly("allocation", "db", "load-1", "load-2");
        assertThat(jobs.getFirst().nodes()).isEqualTo(2);
        assertThat(jobs.getFirst().inside()).isFalse();
        assertThat(jobs.subList(1, 4)).allMatch(job -> job.within().equals("allocation") && job.needs().contains(Packing.NAME) && job.worstCaseNodeHours() == 0);
        assertThat(jobs).extracting(PlannedJob::timeLimitSeconds).containsOnly(20L * 3 / 2 + 300 + 300);
    }

    @Test
    void shouldAskForWhatThoseOnANodeAskForTogether() {
        // when
        List<SlurmOptions> one = Packing.parts(together("packed", SlurmOptions.NONE, 2));
        List<SlurmOptions> two = Packing.parts(together("packed", new SlurmOptions(Map.of("mem", "9G"), 2, 0), 2));

        // then
        assertThat(one).singleElement().extracting(SlurmOptions::options).isEqualTo(Map.of("qos", "dev", "ntasks_per_node", "1", "cpus_per_task", "5", "mem", "2560M"));
        assertThat(two).singleElement().extracting(SlurmOptions::options).isEqualTo(Map.of("qos", "dev", "ntasks_per_node", "1", "cpus_per_task", "4", "mem", "9G"));
    }

    @Test
    void shouldGiveEachAPartOfItsOwnInAHeterogeneousJob() {
        // given
        Recipe recipe = together("het", SlurmOptions.NONE, 2);
        List<PlannedJob> jobs = Planner.plan(recipe).jobs();

        // when, then
        assertThat(Packing.parts(recipe)).hasSize(3);
        assertThat(jobs.getFirst().nodes()).isEqualTo(3);
        assertThat(Packing.step(recipe, job(jobs, "load-2"))).containsExactly("--het-group=2", "--cpus-per-task=1", "--mem=0");
        assertThat(Packing.step(recipe, job(jobs, "db"))).containsExactly("--het-group=0", "--cpus-per-task=3", "--mem=2560M");
    }

    @Test
    void shouldAskForAllMemoryOfTheNodeWhereOneOfThemDoes() {
        // given
        Recipe recipe = together("packed", SlurmOptions.NONE, 1, "0");

        // when, then
        assertThat(Packing.parts(recipe)).singleElement().satisfies(part -> assertThat(part.options()).containsEntry("mem", "0"));
        assertThat(Packing.step(recipe, job(Planner.plan(recipe).jobs(), "db"))).contains("--mem=0");
    }

    private static Recipe together(String kind, SlurmOptions slurm, int replicas) {
        return together(kind, slurm, replicas, "2560M");
    }

    private static Recipe together(String kind, SlurmOptions slurm, int replicas, String memory) {
        ServiceSpec db = new ServiceSpec("db", "", Map.of(), PROGRAM, new ServiceSpec.Ready(List.of(), "", 60), new ServiceSpec.Stop("TERM", 15), Map.of(), List.of(), List.of(), "auto",
                new SlurmOptions(Map.of("cpus_per_task", "3", "mem", memory, "qos", "dev"), 1, 0), "", life(Scope.RUN));
        return new Recipe("r", "", Site.builtIn("auto"), List.of(db), List.of(client("load", "db", new ClientSpec.Jobs(Scope.RUN, replicas, false, 1))), 1, new MonitorSpec(Map.of()),
                List.of(), List.of(), new Placement(kind, slurm));
    }

    private static List<PlannedJob> plan(int repetitions, ServiceSpec service, ClientSpec client) {
        return Planner.plan(recipe(repetitions, service, client)).jobs();
    }

    private static Recipe recipe(int repetitions, ServiceSpec service, ClientSpec client) {
        return new Recipe("r", "", Site.builtIn("auto"), List.of(service), List.of(client), repetitions, new MonitorSpec(Map.of()), List.of(), List.of());
    }

    private static ServiceSpec.Life life(Scope scope) {
        return new ServiceSpec.Life(scope, 1, 600);
    }

    private static ServiceSpec service(String name, ServiceSpec.Life life) {
        return new ServiceSpec(name, "", Map.of(), PROGRAM, new ServiceSpec.Ready(List.of(), "", 60), new ServiceSpec.Stop("TERM", 15), Map.of(), List.of(), List.of(), "auto",
                new SlurmOptions(Map.of(), 1, 0), "", life);
    }

    private static ClientSpec client(String name, String target, ClientSpec.Jobs jobs) {
        return new ClientSpec(name, "", Map.of(), PROGRAM, "", target, "pgbench", List.of(), 20, new SlurmOptions(Map.of(), 1, 0), jobs);
    }

    private static List<String> names(List<PlannedJob> jobs) {
        return jobs.stream().map(job -> job.name().value()).toList();
    }

    private static PlannedJob job(List<PlannedJob> jobs, String name) {
        return jobs.stream().filter(job -> job.name().value().equals(name)).findFirst().orElseThrow();
    }
}
