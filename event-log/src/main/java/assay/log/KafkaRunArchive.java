package assay.log;

import assay.events.Entry;
import assay.events.Envelope;
import assay.events.RunId;
import assay.events.Topic;
import java.util.ArrayList;
import java.util.List;

/** The log of record itself: each reading goes through the run's topic partition from its beginning. Used from several threads. */
public final class KafkaRunArchive implements RunArchive {
    private final Topics topics;

    /** Of these topics. */
    public KafkaRunArchive(Topics topics) {
        this.topics = topics;
    }

    @Override
    public List<Envelope> read(RunId run) {
        List<Envelope> events = new ArrayList<>();
        TopicReader.read(topics.settings(), Topic.JOBS, topics.partitionOf(Topic.JOBS, run), entry -> {
            if (entry instanceof Entry.Readable(var position, var envelope) && envelope.run().equals(run)) {
                events.add(envelope);
            }
        });
        return events;
    }
}
