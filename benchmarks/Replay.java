import assay.core.report.Report;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.EventType;
import assay.events.JobEvent.JobScripted;
import assay.events.JobEvent.RunRequested;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.EmbeddedBroker;
import assay.log.JsonCodec;
import assay.log.TopicLayout;
import assay.log.TopicReader;
import assay.log.Topics;
import assay.testkit.SampleRun;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Fills a data directory with finished runs, and compares folding them with only decoding them; see replay.sh.
 *
 * <pre>
 * fill DATA RUNS SCRIPT    writes so many runs, each of three windows and with two scripts of that text
 * compare DATA ROUNDS      reads all of it, decoding only and folding, in turn
 * </pre>
 */
final class Replay {
    private static final JsonCodec CODEC = new JsonCodec();

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[1]);
        try (EmbeddedBroker broker = EmbeddedBroker.startUnlisted(data, "benchmark"); Topics topics = Topics.open(broker.endpoint().settings(), TopicLayout.EMBEDDED)) {
            switch (args[0]) {
                case "fill" -> fill(broker, Integer.parseInt(args[2]), Files.readString(Path.of(args[3])));
                case "compare" -> compare(topics, Integer.parseInt(args[2]));
                default -> throw new IllegalArgumentException("Expected fill or compare, but found " + args[0]);
            }
        }
    }

    private static void fill(EmbeddedBroker broker, int runs, String script) throws Exception {
        List<Envelope> log = new ArrayList<>(SampleRun.log(3, 20).stream().map(envelope -> scripted(envelope, script)).toList());
        Envelope end = log.getLast();
        log.add(new Envelope(new EventId("report"), end.run(), "/assay/report", end.time(), end.id().value(), Report.of(log).published(List.of(), end.time())));
        Map<String, Object> settings = new HashMap<>(broker.endpoint().client());
        settings.putAll(Map.of("bootstrap.servers", broker.endpoint().address(), "compression.type", "lz4", "linger.ms", "50", "batch.size", "1000000",
                "max.request.size", "5000000"));
        long bytes = 0;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int run = 0; run < runs; run++) {
                RunId id = new RunId("%10s".formatted(Integer.toString(run, Character.MAX_RADIX)).replace(' ', '0'));
                bytes += send(producer, id, ((RunRequested) log.getFirst().event()).submission(), log.getFirst());
                for (Envelope envelope : log) {
                    bytes += send(producer, id, envelope.event(), envelope);
                }
            }
        }
        System.out.printf(Locale.ROOT, "%d runs, %d events each, %.0f MB of JSON%n", runs, log.size(), bytes / 1e6);
    }

    private static Envelope scripted(Envelope envelope, String script) {
        return envelope.event() instanceof JobScripted e
                ? new Envelope(envelope.id(), envelope.run(), envelope.source(), envelope.time(), envelope.causationId(), new JobScripted(e.job(), script, e.directives(), e.sha256())) : envelope;
    }

    private static int send(KafkaProducer<byte[], byte[]> producer, RunId run, Event event, Envelope envelope) {
        EventType type = EventType.of(event);
        byte[] json = bytes(CODEC.json(event));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(type.topic().topicName(), 0, bytes(run.value()), json);
        record.headers().add("ce_type", bytes(type.typeName())).add("ce_id", bytes(envelope.id().value())).add("ce_source", bytes(envelope.source()))
                .add("ce_time", bytes(envelope.time().toString())).add("ce_causationid", bytes(envelope.causationId()));
        producer.send(record);
        return json.length;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void compare(Topics topics, int rounds) {
        List<Measured> bare = new ArrayList<>();
        List<Measured> folded = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Measured one = measured(topics, entry -> {
            });
            Runs runs = Runs.forService(topics.logId());
            Measured other = measured(topics, runs::take);
            if (round > 0) {
                bare.add(one);
                folded.add(other);
            }
        }
        print("decoded only", bare);
        print("folded", folded);
        System.out.printf(Locale.ROOT, "folding reaches %.0f %% of a bare consumer by CPU, %.0f %% by time%n",
                100 * median(bare, Measured::cpu) / median(folded, Measured::cpu), 100 * median(bare, Measured::seconds) / median(folded, Measured::seconds));
    }

    /** What it took to read everything once, on this thread. */
    private record Measured(long entries, double seconds, double cpu) {
    }

    private static Measured measured(Topics topics, Consumer<Entry> consumer) {
        long[] entries = {0};
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        TopicReader.read(topics.settings(), List.of(Topic.JOBS), entry -> {
            entries[0]++;
            consumer.accept(entry);
        });
        return new Measured(entries[0], (System.nanoTime() - begin) / 1e9, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9);
    }

    private static void print(String what, List<Measured> measured) {
        double seconds = median(measured, Measured::seconds);
        System.out.printf(Locale.ROOT, "%-13s %7.0f events/s  %5.1f us of CPU an event  (%d events, median of %s s)%n", what, measured.getFirst().entries() / seconds,
                1e6 * median(measured, Measured::cpu) / measured.getFirst().entries(), measured.getFirst().entries(),
                measured.stream().map(each -> String.format(Locale.ROOT, "%.1f", each.seconds())).collect(Collectors.joining(", ")));
    }

    private static double median(List<Measured> measured, java.util.function.ToDoubleFunction<Measured> of) {
        double[] sorted = measured.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
