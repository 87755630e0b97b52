package assay.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.PlannedJob;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.MonitorSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.Scope;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Program PROGRAM = new Program("", List.of(), "run", "", Map.of(), List.of());
    private static final SlurmOptions SLURM = new SlurmOptions(Map.of(), 1, 0);

    @Test
    void shouldSplitWhateverNeedsAServiceThatLivesForOneRepetition() {
        // given
        Recipe recipe = recipe(2, List.of(service("db", Scope.REPETITION), service("web", Scope.RUN, "db"), service("log", Scope.RUN)),
                List.of(client("load", "web", Scope.RUN, 1), client("tail", "log", Scope.RUN, 2)));

        // when
        List<PlannedJob> jobs = Planner.plan(recipe).jobs();

        // then
        assertThat(jobs).extracting(job -> job.name().value()).containsExactly("db-r1", "db-r2", "web-r1", "web-r2", "log", "load-r1", "load-r2", "tail-1",
                "tail-2");
        assertThat(Planner.jobs(recipe)).isEqualTo(jobs.size());
    }

    @Test
    void shouldSayWhoseJobBearsATakenName() {
        // given
        Recipe recipe = recipe(2, List.of(service("db", Scope.RUN)), List.of(client("load", "db", Scope.REPETITION, 1), client("load-r2", "db", Scope.RUN, 1)));

        // then
        assertThatThrownBy(() -> Planner.plan(recipe)).isInstanceOfSatisfying(JobNameTakenException.class,
                taken -> assertThat(taken.component()).isEqualTo("load-r2")).hasMessageContaining("two would be named 'load-r2'");
    }

    private static Recipe recipe(int repetitions, List<ServiceSpec> services, List<ClientSpec> clients) {
        return new Recipe("t", "", Site.builtIn("slurm"), services, clients, repetitions, new MonitorSpec(Map.of()), List.of(), List.of());
    }

    private static ServiceSpec service(String name, Scope lifetime, String... needs) {
        return new ServiceSpec(name, "", Map.of(), PROGRAM, new ServiceSpec.Ready(List.of(), "", 60), new ServiceSpec.Stop("TERM", 15), Map.of(), List.of(),
                List.of(needs), "auto", SLURM, "", new ServiceSpec.Life(lifetime, 1, 600));
    }

    private static ClientSpec client(String name, String target, Scope covers, int replicas) {
        return new ClientSpec(name, "", Map.of(), PROGRAM, "", target, "none", List.of(), 0, SLURM, new ClientSpec.Jobs(covers, replicas, false, 1));
    }
}
