package assay.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cluster.NoCluster;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.CheckJob;
import assay.core.runner.RunnerEffect.ObserveCluster;
import assay.events.Envelope;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.SmallFile;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.testkit.SampleRun;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationTest {
    private final FakeCluster cluster = Examples.cluster();

    private static ObserveCluster observe(String directory) {
        return observe(directory, recipe(), Mode.RUN);
    }

    private static Recipe recipe() {
        return SampleRun.log(1, 5).stream().map(Envelope::event).filter(RecipeAccepted.class::isInstance)
                .map(event -> ((RecipeAccepted) event).recipe()).findFirst().orElseThrow();
    }

    private static ObserveCluster observe(String directory, Recipe recipe, Mode mode) {
        return new ObserveCluster(Examples.RUN, new RecipeSubmitted("recipe: 1", "r.yaml", mode, List.of(), Map.of(), List.of(), directory, "ada"), recipe);
    }

    private ClusterObserved seen(String directory) {
        return ((RunnerAnswer.Observed) new Observation(cluster, new SecretFiles(Examples.SECRETS)).observe(observe(directory))).event();
    }

    @Test
    void shouldMakeTheRunDirectory() {
        // when
        ClusterObserved observed = seen("/runs/new");
        // then
        assertThat(observed.usable()).isTrue();
        assertThat(observed.facts()).containsEntry("jobs run as root", "no");
        assertThat(cluster.store.text("/runs/new", "recipe.yaml")).isEqualTo("recipe: 1");
        assertThat(cluster.store.furnished).as("the run may still be refused").isEmpty();
    }

    @Test
    void shouldLeaveNothingOfARunThatIsOnlyPlanned() {
        // given a store where every use fails
        cluster.store.broken.add("/runs");
        RunnerEffects effects = new RunnerEffects(cluster, Examples.clock(), Examples.SECRETS);
        // when
        RunnerAnswer seen = effects.perform(observe("/runs/new", recipe(), Mode.PLAN));
        RunnerAnswer checked = effects.perform(new CheckJob(Examples.RUN, Examples.DB.job(), "#!/bin/bash\n", "/runs/new", Mode.PLAN, false));
        // then
        assertThat(seen).isInstanceOfSatisfying(RunnerAnswer.Observed.class, observed -> assertThat(observed.event().usable()).isTrue());
        assertThat(checked).isInstanceOfSatisfying(RunnerAnswer.Checked.class, answer -> assertThat(answer.event().accepted()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "runs/7k3q2mabcd"})
    void shouldRefuseADirectoryThatIsNoAbsolutePath(String directory) {
        // given
        String refused = directory;
        // when
        ClusterObserved observed = seen(refused);
        // then
        assertThat(observed.usable()).isFalse();
        assertThat(observed.unavailable()).isFalse();
        assertThat(observed.reason()).contains("absolute path");
    }

    @Test
    void shouldSayWhyTheDirectoryCannotBeMade() {
        // given
        cluster.store.broken.add("/full");
        // when
        ClusterObserved observed = seen("/full/run");
        // then
        assertThat(observed.usable()).isFalse();
        assertThat(observed.reason()).contains("/full/run").contains("no space is left");
    }

    @Test
    void shouldTellASilentClusterFromOneThatRefuses() {
        // given
        cluster.silent = true;
        // when
        ClusterObserved silent = seen("/runs/new");
        ClusterObserved none = ((RunnerAnswer.Observed) new Observation(new NoCluster("no sbatch was found on PATH"), new SecretFiles(Examples.SECRETS)).observe(observe("/runs/new"))).event();
        // then
        assertThat(silent.unavailable()).isTrue();
        assertThat(none.unavailable()).isFalse();
        assertThat(none.reason()).contains("no sbatch");
    }

    @Test
    void shouldRefuseAJobWhoseScriptCannotBeWrittenAfterSomeAttempts() {
        // given
        cluster.store.broken.add(Examples.DIRECTORY + "/scripts");
        RunnerEffects effects = new RunnerEffects(cluster, Examples.clock(), Examples.SECRETS);
        CheckJob check = new CheckJob(Examples.RUN, Examples.DB.job(), "#!/bin/bash\n", Examples.DIRECTORY, Mode.RUN, false);
        for (int attempt = 1; attempt < 5; attempt++) {
            assertThatThrownBy(() -> effects.perform(check)).isInstanceOf(UncheckedIOException.class);
        }
        // when
        RunnerAnswer answer = effects.perform(check);
        // then
        assertThat(answer).isInstanceOfSatisfying(RunnerAnswer.Checked.class, checked -> {
            assertThat(checked.event().accepted()).isFalse();
            assertThat(checked.event().message()).contains("no space is left");
        });
    }

    @Test
    void shouldPutTheRecipesFilesIntoTheRunDirectory() {
        // given
        Recipe recipe = with(List.of(new SmallFile("lua/bench.lua", "cmV0dXJuIDEK")), Map.of());
        // when
        new Observation(cluster, new SecretFiles(Examples.SECRETS)).observe(observe("/runs/new", recipe, Mode.RUN));
        // then
        assertThat(cluster.store.text("/runs/new", "files/lua/bench.lua")).isEqualTo("return 1\n");
    }

    @Test
    void shouldRefuseARunWhoseSecretsAreMissingBeforeAnythingIsMade() {
        // given
        Recipe recipe = with(List.of(), Map.of("KEY", "api-key", "OTHER", "token"));
        // when
        RunnerAnswer.Observed answer = (RunnerAnswer.Observed) new Observation(cluster, new SecretFiles(Examples.SECRETS)).observe(observe("/runs/new", recipe, Mode.RUN));
        // then
        assertThat(answer.event().usable()).isFalse();
        assertThat(answer.event().unavailable()).isFalse();
        assertThat(answer.event().reason()).contains("the secret api-key is missing", "chmod 600 /nonexistent/api-key", "the secret token is missing");
        assertThat(cluster.store.has("/runs/new", "recipe.yaml")).isFalse();
    }

    @Test
    void shouldRefuseARunWhoseImagesAreMissingBeforeAnythingIsMade() {
        // given
        cluster.store.broken.add("/images/gone");
        Observation observation = new Observation(cluster, new SecretFiles(Examples.SECRETS));
        // when
        ClusterObserved gone = ((RunnerAnswer.Observed) observation.observe(observe("/runs/new", in("/images/gone"), Mode.PLAN))).event();
        ClusterObserved staged = ((RunnerAnswer.Observed) observation.observe(observe("/runs/new", in("docker://redis:7"), Mode.PLAN))).event();
        ClusterObserved there = ((RunnerAnswer.Observed) observation.observe(observe("/runs/new", in("/images/pg.sif"), Mode.PLAN))).event();
        // then
        assertThat(gone.usable()).isFalse();
        assertThat(gone.unavailable()).isFalse();
        assertThat(gone.reason()).isEqualTo("the image /images/gone of load cannot be used: it is not there");
        assertThat(staged.usable()).isTrue();
        assertThat(there.usable()).isTrue();
        assertThat(cluster.store.has("/runs/new", "recipe.yaml")).isFalse();
    }

    private static Recipe in(String image) {
        return with(List.of(), Map.of(), image);
    }

    private static Recipe with(List<SmallFile> files, Map<String, String> secrets) {
        return with(files, secrets, "");
    }

    private static Recipe with(List<SmallFile> files, Map<String, String> secrets, String image) {
        Recipe recipe = recipe();
        ClientSpec client = recipe.clients().getFirst();
        Program program = new Program(image, List.of(), "x", "", Map.of(), List.of(), new TreeMap<>(secrets), List.of());
        ClientSpec confidential = new ClientSpec(client.name(), "", Map.of(), program, "", client.target(), "none", 0, client.slurm());
        return new Recipe(recipe.name(), "", recipe.site(), recipe.services(), List.of(confidential), 1, recipe.monitor(), List.of(), files);
    }
}
