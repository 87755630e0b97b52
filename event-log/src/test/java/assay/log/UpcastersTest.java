package assay.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import assay.events.Entry;
import assay.events.EventType;
import assay.events.JobEvent.ClosingReason;
import assay.events.JobEvent.RunClosing;
import assay.events.Topic;
import assay.log.Upcasters.Upcaster;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Events of types that were replaced, on a made-up history of {@code RunClosing}. */
class UpcastersTest {
    private static final String OLDEST = "assay.run.closing.v-1";
    private static final String OLD = "assay.run.closing.v0";
    private final JsonCodec codec = new JsonCodec(new Upcasters(List.of(new Upcaster(OLDEST, OLD, UpcastersTest::named),
            new Upcaster(OLD, EventType.RUN_CLOSING.typeName(), UpcastersTest::parted))));

    @Test
    void shouldReadAnOldTypeAsItsSuccessor() {
        assertThat(event(OLD, "{\"why\":\"failed: db ended\"}")).contains(new RunClosing(ClosingReason.FAILED, "db ended"));
    }

    @Test
    void shouldGoThroughEverySuccessor() {
        assertThat(event(OLDEST, "[\"cancelled: too slow\"]")).contains(new RunClosing(ClosingReason.CANCELLED, "too slow"));
    }

    @Test
    void shouldReadAPresentTypeAsItStands() {
        assertThat(event(EventType.RUN_CLOSING.typeName(), "{\"reason\":\"COMPLETED\",\"detail\":\"all\"}")).contains(new RunClosing(ClosingReason.COMPLETED, "all"));
    }

    @Test
    void shouldTellWhatAnUpcasterCouldNotMakeUseOf() {
        assertThat(decoded(OLD, "{\"why\":\"tired: of it\"}")).isInstanceOfSatisfying(Entry.Undecodable.class, entry -> assertThat(entry.reason()).contains("TIRED"));
    }

    private static JsonNode named(JsonNode oldest) {
        return EventJson.tree("{}".getBytes(UTF_8)).asObject().set("why", oldest.get(0));
    }

    private static JsonNode parted(JsonNode old) {
        String[] parts = old.path("why").asString().split(": ", 2);
        return EventJson.tree("{}".getBytes(UTF_8)).asObject().put("reason", parts[0].toUpperCase(Locale.ROOT)).put("detail", parts[1]);
    }

    private Optional<Object> event(String type, String json) {
        return decoded(type, json) instanceof Entry.Readable(var position, var envelope) ? Optional.of(envelope.event()) : Optional.empty();
    }

    private Entry decoded(String type, String json) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_type", type.getBytes(UTF_8));
        return codec.decode(new ConsumerRecord<>(Topic.JOBS.topicName(), 0, 7, 0, TimestampType.CREATE_TIME, 0, 0, "7k3q2mab9z".getBytes(UTF_8), json.getBytes(UTF_8),
                headers, Optional.empty()));
    }
}
