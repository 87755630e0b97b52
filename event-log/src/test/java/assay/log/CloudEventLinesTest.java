package assay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.EventType;
import assay.events.Topic;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloudEventLinesTest {
    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldReadBackWhatWasWritten(EventType type) {
        // given
        Entry.Readable entry = entry(type);

        // when
        String line = CloudEventLines.write(entry);

        // then
        assertThat(line).doesNotContain("\n");
        assertThat(CloudEventLines.read(line)).isEqualTo(entry);
        assertThat(CloudEventLines.write((Entry.Readable) CloudEventLines.read(line))).isEqualTo(line);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldReadBackWhatWasTold(EventType type) {
        // given
        Entry.Readable entry = entry(type);

        // when
        String line = CloudEventLines.told(entry);

        // then
        assertThat(line).doesNotContain("\n").contains("\"position\":\"" + type.topic().topicName().substring("assay.".length()) + "/1/42\"");
        assertThat(CloudEventLines.read(line)).isEqualTo(entry);
    }

    @Test
    void shouldKeepATypeOfANewerBuild() {
        // given
        String line = CloudEventLines.write(entry(EventType.JOB_RELEASED)).replace("assay.job.released.v1", "assay.job.teleported.v1");

        // then
        assertThat(CloudEventLines.read(line)).isEqualTo(new Entry.UnknownType(new Entry.Position(Topic.JOBS, 1, 42), "7k3q2mab9z", "assay.job.teleported.v1"));
    }

    @Test
    void shouldSayWhatIsWrongWithALine() {
        String line = CloudEventLines.write(entry(EventType.JOB_RELEASED));
        assertThatThrownBy(() -> CloudEventLines.read("{")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("its JSON cannot be used");
        assertThatThrownBy(() -> CloudEventLines.read("[]")).hasMessageContaining("the text attribute topic");
        assertThatThrownBy(() -> CloudEventLines.read(line.replace("\"assay.jobs\"", "\"mine\""))).hasMessageContaining("one of Assay's topics, but found 'mine'");
        assertThatThrownBy(() -> CloudEventLines.read(line.replace("2026-", "MMXXVI-"))).hasMessageContaining("its time cannot be used");
        assertThatThrownBy(() -> CloudEventLines.read(line.replace("7k3q2mab9z", "MY RUN"))).hasMessageContaining("Expected a run id");
        assertThatThrownBy(() -> CloudEventLines.read(line.replace("{\"job\":\"db\"}", "7"))).hasMessageContaining("Expected an object for JobReleased");
    }

    private static Entry.Readable entry(EventType type) {
        return new Entry.Readable(new Entry.Position(type.topic(), 1, 42), new Envelope(new EventId("0b3f"), EventSamples.RUN, "/assay/runner",
                Instant.parse("2026-11-23T10:15:30.000001Z"), "cause", EventSamples.of(type)));
    }
}
