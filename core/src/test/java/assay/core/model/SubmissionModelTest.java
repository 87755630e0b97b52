package assay.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The real loop, programs and fold, searched through in full for one job: whoever is killed or frozen, whatever is late or unheard, whenever the user
 * cancels. And each rule without which it goes wrong, with a way there.
 */
class SubmissionModelTest {
    private static final String TWICE = "a payload ran twice";
    private static final String ALIVE = "something is alive although its run is finished";

    @Test
    void shouldHoldWheneverTheUserCancels() {
        // given
        Protocol protocol = new Protocol(Rules.KEPT, 1);

        // when
        Search<State> search = whole(protocol, protocol.first(0, 0, true));

        // then
        assertThat(search.broken()).isEmpty();
        assertThat(search.states()).isGreaterThan(10_000);
    }

    @Test
    void shouldHoldWhoeverIsKilledAtWhateverMoment() {
        // given
        Protocol protocol = new Protocol(Rules.KEPT, 2);

        // when
        Search<State> search = whole(protocol, protocol.first(1, 0, false));

        // then
        assertThat(search.broken()).isEmpty();
        assertThat(search.states()).isGreaterThan(10_000);
    }

    @Test
    void shouldHoldWhoeverIsFrozenAndTakenOverFrom() {
        // given
        Protocol protocol = new Protocol(Rules.KEPT, 1);

        // when
        Search<State> search = whole(protocol, protocol.first(0, 1, false));

        // then
        assertThat(search.broken()).isEmpty();
        assertThat(search.states()).isGreaterThan(1_000);
    }

    @Test
    void shouldLeaveAJobBehindWhenSubmissionsOutliveTheirDeadline() {
        assertBreaks(new Protocol(Rules.KEPT.withoutDeadline(), 1), 0, true, ALIVE);
    }

    @Test
    void shouldRunAPayloadTwiceWithoutTheClaimWhenSubmissionsOutliveTheirDeadline() {
        assertBreaks(new Protocol(Rules.KEPT.withoutDeadline().withoutClaim(), 2), 0, false, TWICE);
    }

    @Test
    void shouldRunAPayloadTwiceWithoutClaimAndLookUp() {
        assertBreaks(new Protocol(Rules.KEPT.withoutLookUp().withoutClaim(), 2), 0, false, TWICE);
    }

    @Test
    void shouldLeaveAJobBehindWhenAnAmbiguousAnswerIsTakenForARefusal() {
        assertBreaks(new Protocol(Rules.KEPT.takingAmbiguityForRefusal(), 1), 0, true, ALIVE);
    }

    @Test
    void shouldLeaveAJobBehindWhenAnyProcessActsOnAnyIntent() {
        assertBreaks(new Protocol(Rules.KEPT.actingOnAnyIntent(), 1), 1, false, ALIVE);
    }

    @Test
    void shouldLeaveAJobBehindWhenAServiceActsBeforeItReadBack() {
        assertBreaks(new Protocol(Rules.KEPT.withoutReadingBack(), 1), 0, true, ALIVE);
    }

    private static void assertBreaks(Protocol protocol, int crashes, boolean cancels, String what) {
        // when
        Search<State> search = new Search<>(protocol.first(crashes, 0, cancels), protocol::moves, protocol::broken, false);

        // then
        assertThat(search.broken()).containsKey(what);
        assertThat(search.broken().get(what)).as("the way there").isNotEmpty();
    }

    private static Search<State> whole(Protocol protocol, State first) {
        return new Search<>(first, protocol::moves, protocol::broken, true);
    }
}
