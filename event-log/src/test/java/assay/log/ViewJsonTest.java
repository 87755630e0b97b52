package assay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.core.view.RunEntry;
import assay.core.view.RunPage;
import assay.events.JobEvent.Verdict;
import assay.events.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewJsonTest {
    private static final RunEntry RUN = new RunEntry(new RunId("7k3q2mabcd"), "postgresql-tpcb", "completed", Optional.of(Verdict.VALID), Instant.parse("2026-11-23T18:31:00Z"), "ada",
            Map.of("Team Name", "storage"), "/runs/7k3q2mabcd");

    @Test
    void shouldWriteKeysInSnakeCaseAndLeaveTheUsersOwnAlone() {
        // when
        String json = ViewJson.text(RUN);

        // then
        assertThat(json).isEqualTo("{\"id\":\"7k3q2mabcd\",\"recipe\":\"postgresql-tpcb\",\"state\":\"completed\",\"verdict\":\"VALID\",\"requested_at\":\"2026-11-23T18:31:00Z\","
                + "\"submitter\":\"ada\",\"labels\":{\"Team Name\":\"storage\"},\"output_directory\":\"/runs/7k3q2mabcd\"}");
    }

    @Test
    void shouldReadBackWhatIsWritten() {
        // given
        RunEntry unjudged = new RunEntry(RUN.id(), "", "submitted", Optional.empty(), RUN.requestedAt(), "", Map.of(), "");
        RunPage page = new RunPage(List.of(RUN, unjudged), "next");

        // when
        RunPage back = ViewJson.read(RunPage.class, ViewJson.text(page));

        // then
        assertThat(back).isEqualTo(page);
        assertThat(ViewJson.text(unjudged)).doesNotContain("verdict");
    }

    @Test
    void shouldSkipWhatItDoesNotKnowAndNameWhatDoesNotFit() {
        // then
        assertThat(ViewJson.read(RunPage.class, "{\"runs\":[],\"next\":\"\",\"more\":1}")).isEqualTo(new RunPage(List.of(), ""));
        assertThatThrownBy(() -> ViewJson.read(RunPage.class, "{\"runs\":5}")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("RunPage");
    }
}
