package assay.core.drive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.run.Fingerprint;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.run.Stub;
import assay.events.Entry;
import assay.events.RunId;
import assay.events.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What a service holds of runs that are over is enough: for what it does, and to go on from there without reading them again. */
final class StubPropertyTest {

    @Property(tries = 300)
    void shouldHoldTheSameRunsAsTheWholeFoldButThoseThatAreOver(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int runs) {
        // given
        ManyRuns log = new ManyRuns(seed, runs);
        Runs whole = Runs.of(Samples.LOG);
        Runs service = Runs.forService(Samples.LOG);
        Map<RunId, String> ends = new HashMap<>();

        for (Entry entry : log.entries()) {
            // when
            whole.take(entry);
            service.take(entry);

            // then
            whole.all().stream().filter(Run::over).forEach(run -> ends.putIfAbsent(run.id(), Fingerprint.of(run)));
            assertThat(List.copyOf(service.all())).isEqualTo(whole.all().stream().filter(run -> !run.over()).toList());
            assertThat(service.stubs()).allMatch(stub -> stub.fingerprint().equals(ends.get(stub.id()))).hasSize(ends.size());
            assertThat(service.inbox().submissions()).isEqualTo(whole.inbox().submissions());
            assertThat(service.inbox().cancels()).isEqualTo(whole.inbox().cancels());
            assertThat(service.deadLetters().count()).isEqualTo(whole.deadLetters().count());
        }
    }

    @Property(tries = 600)
    void shouldComeToTheSameFromWhatWasKeptAtAnyPointAsFromTheBeginning(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int runs, @ForAll long point) {
        // given
        ManyRuns log = new ManyRuns(seed, runs);
        long recipes = Math.floorMod(point, log.end(Topic.RECIPES) + 1);
        long jobs = Math.floorMod(point / 1_000, log.end(Topic.JOBS) + 1);
        Runs before = Runs.withHistory(Samples.LOG);
        log.read(before, 0, recipes, 0, jobs);

        // when
        Runs after = Runs.withHistory(Samples.LOG);
        after.restore(before.stubs());
        log.read(after, before.firstNeeded(Topic.RECIPES, 0).orElse(recipes), log.end(Topic.RECIPES), before.firstNeeded(Topic.JOBS, 0).orElse(jobs), log.end(Topic.JOBS));

        // then
        Runs whole = Runs.withHistory(Samples.LOG);
        log.read(whole, 0, log.end(Topic.RECIPES), 0, log.end(Topic.JOBS));
        assertThat(List.copyOf(after.all())).isEqualTo(List.copyOf(whole.all()));
        assertThat(List.copyOf(after.stubs())).isEqualTo(List.copyOf(whole.stubs()));
        assertThat(after.inbox().submissions()).isEqualTo(whole.inbox().submissions());
        assertThat(after.inbox().cancels()).isEqualTo(whole.inbox().cancels());
        assertThat(whole.all()).allMatch(run -> after.history(run.id()).equals(whole.history(run.id())));
        assertThat(after.stubs().stream().map(Stub::id)).allMatch(id -> after.history(id).isEmpty());
    }
}
