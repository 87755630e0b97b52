package assay.log;

import assay.core.run.Stub;
import assay.events.Entry;
import assay.events.EventId;
import assay.events.RunId;
import assay.events.Topic;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What a loop kept of its fold when it was read up to here: the runs that are over, and from where on the log is needed for the others. With it a
 * start reads only what belongs to runs that are not over. A cache: whoever doubts it begins at the beginning.
 *
 * @param loop       whose fold it is
 * @param code       by which it was folded
 * @param log        which was read
 * @param places     how far, each topic partition
 * @param anchor     the event of the log of record that was read last
 * @param unfinished runs that are not over, with their state's fingerprint, to be compared with
 * @param over       runs that are over
 */
public record Snapshot(String loop, String code, String log, List<Place> places, Anchor anchor, List<Unfinished> unfinished, List<Stub> over) {
    public Snapshot {
        places = List.copyOf(places);
        unfinished = List.copyOf(unfinished);
        over = List.copyOf(over);
    }

    /**
     * How far a topic partition was read.
     *
     * @param reached offset behind the last record read
     * @param resume  offset of the first record that is needed again
     */
    public record Place(Topic topic, int partition, long reached, long resume) {
        TopicPartition topicPartition() {
            return new TopicPartition(topic.topicName(), partition);
        }
    }

    /** An event where it stands in the loop's partition of the log of record. */
    public record Anchor(long offset, EventId id) {
        /** True when the first of these records is the event. */
        boolean standsFirst(ConsumerRecords<byte[], byte[]> records, JsonCodec codec) {
            Iterator<ConsumerRecord<byte[], byte[]>> read = records.iterator();
            return read.hasNext() && codec.decode(read.next()) instanceof Entry.Readable(var position, var envelope) && position.offset() == offset
                    && envelope.id().equals(id);
        }
    }

    /** A run that was not over. */
    public record Unfinished(RunId run, String fingerprint) {
    }

    /**
     * Why it must not be used; empty when nothing speaks against it.
     *
     * @param ends  where the topic partitions end
     * @param holds whether the log holds an event at its place
     */
    Optional<String> doubt(Map<TopicPartition, Long> ends, Predicate<Anchor> holds) {
        if (places.stream().anyMatch(place -> place.reached() > ends.getOrDefault(place.topicPartition(), 0L) || place.resume() > place.reached())) {
            return Optional.of("it knows more than the log holds");
        }
        return holds.test(anchor) ? Optional.empty() : Optional.of("the log holds another event at offset " + anchor.offset());
    }

    /** The loop's place in the log of record. */
    public Place ofJobs() {
        return places.stream().filter(place -> place.topic() == Topic.JOBS).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected a place in the log of record in the snapshot of " + loop + ", but found " + places));
    }
}
