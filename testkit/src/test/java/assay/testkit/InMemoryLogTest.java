package assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.core.loop.Loop;
import assay.core.loop.Step;
import assay.core.parser.ParserEffect;
import assay.core.parser.ParserProgram;
import assay.core.parser.RecipeRead;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import assay.events.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryLogTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final RunId RUN = new RunId("7k3q2mab9z");
    private final InMemoryLog log = new InMemoryLog();

    @Test
    void shouldShowATransactionWholeAndOnlyOnceItIsCommitted() {
        // given
        InMemoryLog.Session session = log.open("runner");
        session.append(staged("a"));
        session.append(staged("b"));

        // when
        List<String> open = read();
        session.commit();

        // then
        assertThat(open).isEmpty();
        assertThat(read()).containsExactly("a", "b");
    }

    @Test
    void shouldShowNothingBehindAnOpenTransactionAndNothingOfAnAbortedOne() {
        // given
        InMemoryLog.Session slow = log.open("runner");
        InMemoryLog.Session fast = log.open("scheduler");
        slow.append(staged("slow"));
        fast.append(staged("fast"));
        fast.commit();

        // when
        List<String> held = read();
        slow.abort();

        // then
        assertThat(held).isEmpty();
        assertThat(log.highWatermark(Topic.JOBS)).isEqualTo(2);
        assertThat(read()).containsExactly("fast");
    }

    @Test
    void shouldRejectAZombieLoopBehindATakeOver() {
        // given
        log.put(new Envelope(new EventId("submitted"), RUN, "/test", NOW, "",
                new RecipeSubmitted("recipe: 1", "r.yaml", Mode.RUN, List.of(), Map.of(), List.of(), "/tmp/out", "ada")));
        Loop<ParserEffect, RecipeRead> zombie = new Loop<>(new ParserProgram(), Runs.of("l0g1d234"));
        InMemoryLog.Session old = log.open("parser");
        Step<ParserEffect> decided = zombie.step(log.read(Topic.RECIPES, 0, 1), List.of(), NOW);
        old.append(decided.appends().getFirst());

        // when
        InMemoryLog.Session successor = log.open("parser");

        // then
        assertThat(decided.appends()).hasSize(1);
        assertThatThrownBy(old::commit).isInstanceOf(InMemoryLog.FencedException.class).hasMessageContaining("parser");
        assertThatThrownBy(() -> old.append(staged("late"))).isInstanceOf(InMemoryLog.FencedException.class);
        successor.append(staged("successor"));
        successor.commit();
        assertThat(read()).containsExactly("successor");
    }

    @Test
    void shouldAbortATransactionThatStaysOpenTooLong() {
        // given
        InMemoryLog.Session session = log.open("runner");
        session.append(staged("a"));

        // when
        log.timeOut("runner");

        // then
        assertThat(log.end(Topic.JOBS)).isEqualTo(1);
        assertThat(read()).isEmpty();
        assertThatThrownBy(session::commit).isInstanceOf(InMemoryLog.FencedException.class);
    }

    private List<String> read() {
        return log.read(Topic.JOBS, 0, Long.MAX_VALUE).stream().map(entry -> ((Entry.Readable) entry).envelope().event().subject()).toList();
    }

    private static Envelope staged(String name) {
        return new Envelope(new EventId(name), RUN, "/assay/runner", NOW, "", new JobEvent.ArtifactStaged(name, "ab", 1, 1));
    }
}
