package assay.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.EventType;
import assay.events.JobEvent;
import assay.events.RecipeEvent;
import assay.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonCodecTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Instant STAMP = Instant.parse("2026-11-23T10:00:00Z");
    private final JsonCodec codec = new JsonCodec();

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldWriteAndReadTheGoldenFileOfEachType(EventType type) throws IOException {
        // given
        Path golden = GOLDEN.resolve(type.typeName() + ".json");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, codec.json(EventSamples.of(type)) + "\n");
        }
        // when
        String text = Files.readString(golden).stripTrailing();
        // then
        assertThat(codec.json(EventSamples.of(type))).isEqualTo(text);
        assertThat(codec.event(type, text)).isEqualTo(EventSamples.of(type)).isExactlyInstanceOf(type.eventClass());
    }

    @Test
    void shouldHaveNoGoldenFileWithoutItsType() throws IOException {
        // when
        List<String> files;
        try (var listed = Files.list(GOLDEN)) {
            files = listed.map(file -> file.getFileName().toString().replaceAll("\\.json$", "")).toList();
        }
        // then
        assertThat(files).allMatch(name -> EventType.named(name).isPresent());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldCarryAnEnvelopeThroughARecord(EventType type) {
        // given
        Envelope envelope = new Envelope(new EventId("0b3f"), EventSamples.RUN, "/assay/runner", Instant.parse("2026-11-23T10:15:30.000001Z"), "cause",
                EventSamples.of(type));
        // when
        Entry entry = codec.decode(received(codec.encode(envelope, 0)));
        // then
        assertThat(entry).isEqualTo(new Entry.Readable(new Entry.Position(type.topic(), 0, 7), envelope));
    }

    @Test
    void shouldBearTheCloudEventsAttributes() {
        // given
        Envelope envelope = new Envelope(new EventId("0b3f"), EventSamples.RUN, "/assay/runner", STAMP, "cause", EventSamples.of(EventType.JOB_RELEASED));
        // when
        ProducerRecord<byte[], byte[]> record = codec.encode(envelope, 0);
        // then
        assertThat(new String(record.key(), UTF_8)).isEqualTo("7k3q2mab9z");
        assertThat(record.headers()).extracting(header -> header.key() + "=" + new String(header.value(), UTF_8)).containsExactly("ce_specversion=1.0",
                "ce_id=0b3f", "ce_source=/assay/runner", "ce_type=assay.job.released.v1", "ce_time=2026-11-23T10:00:00Z", "ce_subject=7k3q2mab9z/db",
                "ce_correlationid=7k3q2mab9z", "ce_causationid=cause", "content-type=application/json");
        assertThat(new String(record.value(), UTF_8)).isEqualTo("{\"job\":\"db\"}");
    }

    @Test
    void shouldTakeABareRecordWithATextAsASubmission() {
        // given
        ConsumerRecord<byte[], byte[]> bare = record(Topic.RECIPES, "7k3q2mab9z", "{\"text\":\"recipe: 1\"}", Map.of());
        // when
        Entry entry = codec.decode(bare);
        // then
        RecipeEvent.RecipeSubmitted submission = new RecipeEvent.RecipeSubmitted("recipe: 1", "", RecipeEvent.Mode.RUN, List.of(), Map.of(), List.of(), "", "");
        assertThat(entry).isEqualTo(new Entry.Readable(new Entry.Position(Topic.RECIPES, 0, 7),
                new Envelope(new EventId("assay.recipes/0/7"), EventSamples.RUN, "/unknown", STAMP, "", submission)));
    }

    @Test
    void shouldTakeABareRecordAsACancelWhenItsTypeSaysSo() {
        // given
        ConsumerRecord<byte[], byte[]> bare = record(Topic.RECIPES, "7k3q2mab9z", "{}", Map.of("ce_type", "assay.run.cancel-requested.v1"));
        // when
        Entry entry = codec.decode(bare);
        // then
        assertThat(entry).isInstanceOfSatisfying(Entry.Readable.class,
                readable -> assertThat(readable.envelope().event()).isEqualTo(new RecipeEvent.RunCancelRequested("", "", false)));
    }

    @Test
    void shouldReadAnEventOfAnOlderBuildThatLacksFields() {
        // given
        String old = "{\"token\":\"load-a1.7k3q2mab9z.l0g1d234.assay\",\"repetition\":1,\"added\":{\"by\":[\"a newer build\"]}}";
        // when
        JobEvent.WorkloadMeasured event = (JobEvent.WorkloadMeasured) codec.event(EventType.WORKLOAD_MEASURED, old);
        // then
        assertThat(event.repetition()).isOne();
        assertThat(event.measurement().start()).isEqualTo(Instant.EPOCH);
        assertThat(event.measurement().figures()).isEmpty();
        assertThat(event.measurement().latency()).isEmpty();
    }

    @Test
    void shouldSayWhatIsMissingWhenThereIsNoEmptyValueForIt() {
        assertThatThrownBy(() -> codec.event(EventType.JOB_SUBMITTED, "{\"adopted\":true}"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'token' of JobSubmitted is missing");
    }

    @Test
    void shouldKeepARecordOfAnUnknownType() {
        // when
        Entry entry = codec.decode(record(Topic.JOBS, "7k3q2mab9z", "{}", Map.of("ce_type", "assay.job.teleported.v1")));
        // then
        assertThat(entry).isEqualTo(new Entry.UnknownType(new Entry.Position(Topic.JOBS, 0, 7), "7k3q2mab9z", "assay.job.teleported.v1"));
    }

    @Test
    void shouldSkipAnEventWithAWordThatOnlyANewerBuildKnows() {
        // when
        Entry entry = codec.decode(record(Topic.JOBS, "7k3q2mab9z", "{\"reason\":\"TELEPORTED\"}", Map.of("ce_type", "assay.run.closing.v1")));
        // then
        assertThat(entry).isInstanceOfSatisfying(Entry.Undecodable.class, undecodable -> assertThat(undecodable.reason()).contains("TELEPORTED"));
    }

    @Test
    void shouldSayWhyARecordCannotBeDecoded() {
        Map<String, String> released = Map.of("ce_type", "assay.job.released.v1");
        assertThat(reason(record(Topic.RECIPES, "7k3q2mab9z", "recipe: 1", Map.of()))).contains("its JSON cannot be used");
        assertThat(reason(record(Topic.RECIPES, "7k3q2mab9z", "[1]", Map.of()))).contains("ce_type", "\"text\"");
        assertThat(reason(record(Topic.RECIPES, "MY RUN", "{\"text\":\"\"}", Map.of())))
                .isEqualTo("Expected a run id as the record's key, 10 characters a-z, 0-9 without quotes, but found 'MY RUN'");
        assertThat(reason(record(Topic.RECIPES, "\"7k3q2mab9z\"", "{\"text\":\"\"}", Map.of()))).contains("without quotes, but found '\"7k3q2mab9z\"'");
        assertThat(reason(record(Topic.JOBS, "7k3q2mab9z", "{\"job\":\"db\"}", Map.of()))).contains("Expected a header ce_type");
        assertThat(reason(record(Topic.JOBS, "7k3q2mab9z", "{\"job\":\"D B\"}", released))).contains("Expected a job name", "D B");
        assertThat(reason(record(Topic.JOBS, "7k3q2mab9z", "{\"job\":{}}", released))).contains("Expected a string for JobName");
        assertThat(reason(record(Topic.JOBS, "7k3q2mab9z", "7", released))).contains("Expected an object for JobReleased");
        assertThat(reason(record(Topic.JOBS, "7k3q2mab9z", null, released))).contains("found no value");
        assertThat(reason(record(Topic.JOBS, null, "{\"job\":\"db\"}", released))).endsWith("but found none");
    }

    @Test
    void shouldRefuseAnEventOfTheLogThatSomebodyPutIntoTheInbox() {
        // when
        Entry entry = codec.decode(record(Topic.RECIPES, "7k3q2mab9z", "{\"job\":\"db\"}", Map.of("ce_type", "assay.job.released.v1")));
        // then
        assertThat(((Entry.Undecodable) entry).reason()).contains("Expected assay.job.released.v1 in assay.jobs, but found it in assay.recipes");
    }

    @Property(tries = 500)
    void shouldNeverThrowWhateverARecordHolds(@ForAll byte[] key, @ForAll byte[] value, @ForAll boolean inbox, @ForAll EventType type, @ForAll byte[] time) {
        // given
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_type", type.typeName().getBytes(UTF_8)).add("ce_time", time).add("ce_id", null);
        Topic topic = inbox ? Topic.RECIPES : type.topic();
        // when
        Entry entry = codec.decode(new ConsumerRecord<>(topic.topicName(), 0, 7, -1, TimestampType.NO_TIMESTAMP_TYPE, 0, 0, key, value,
                inbox ? new RecordHeaders() : headers, Optional.empty()));
        // then
        assertThat(entry.position()).isEqualTo(new Entry.Position(topic, 0, 7));
    }

    private String reason(ConsumerRecord<byte[], byte[]> record) {
        return ((Entry.Undecodable) codec.decode(record)).reason();
    }

    private static ConsumerRecord<byte[], byte[]> record(Topic topic, String key, String value, Map<String, String> attributes) {
        Headers headers = new RecordHeaders();
        attributes.forEach((name, text) -> headers.add(name, text.getBytes(UTF_8)));
        return new ConsumerRecord<>(topic.topicName(), 0, 7, STAMP.toEpochMilli(), TimestampType.CREATE_TIME, 0, 0,
                key == null ? null : key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8), headers, Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
        return new ConsumerRecord<>(sent.topic(), sent.partition(), 7, STAMP.toEpochMilli(), TimestampType.CREATE_TIME, 0, 0, sent.key(), sent.value(),
                sent.headers(), Optional.empty());
    }
}
