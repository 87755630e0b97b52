package assay.log;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;

import assay.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;

/** What topics must be like so that nothing is lost that nobody may lose: by this they are made where they are missing, and judged where they exist. */
final class TopicDemands {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final int MOST_REPLICAS = 3;
    private static final int SAFE_COPIES = 2;
    private static final Duration METRICS_KEPT = Duration.ofDays(14);
    private static final String FOR_EVER = "-1";

    private final TopicCommands commands;

    TopicDemands(TopicCommands commands) {
        this.commands = commands;
    }

    /** How many copies a topic gets on so many brokers. */
    static int replicas(int brokers) {
        return Math.min(MOST_REPLICAS, brokers);
    }

    /** The settings of a topic that is made. */
    static Map<String, String> settings(Topic topic, TopicLayout layout, int replicas) {
        Map<String, String> settings = new HashMap<>();
        settings.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
        settings.put(COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(MAX_MESSAGE_BYTES_CONFIG, String.valueOf(largest(topic)));
        settings.put(RETENTION_MS_CONFIG, kept(topic) ? FOR_EVER : String.valueOf(METRICS_KEPT.toMillis()));
        settings.put(RETENTION_BYTES_CONFIG, FOR_EVER);
        if (replicas > 1) {
            settings.put(MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(SAFE_COPIES));
            settings.put(UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        }
        if (kept(topic) && (layout.flushEachWrite() || replicas == 1)) {
            settings.put(FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        }
        return settings;
    }

    private static boolean kept(Topic topic) {
        return topic != Topic.METRICS;
    }

    private static long largest(Topic topic) {
        return topic == Topic.JOBS ? 4 * MEBIBYTE : MEBIBYTE;
    }

    /** Everything that is wrong with a topic that exists. */
    List<TopicFinding> judge(Topic topic, TopicDescription description, Config config) {
        Judgement judgement = new Judgement(topic, config);
        int replicas = description.partitions().stream().mapToInt(partition -> partition.replicas().size()).min().orElse(0);
        judgement.forgetting();
        judgement.sizes();
        if (replicas > 1) {
            judgement.copies(replicas);
        } else {
            judgement.onlyCopy();
        }
        return judgement.findings;
    }

    /** What is found out about one topic. */
    private final class Judgement {
        private final Topic topic;
        private final Config config;
        private final List<TopicFinding> findings = new ArrayList<>();

        Judgement(Topic topic, Config config) {
            this.topic = topic;
            this.config = config;
        }

        void forgetting() {
            if (value(CLEANUP_POLICY_CONFIG).contains(CLEANUP_POLICY_COMPACT)) {
                wrong(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE, kept(topic) ? "compaction destroys the history that runs are replayed from"
                        : "of each run only its last samples are kept");
            }
            if (kept(topic)) {
                forEver(RETENTION_MS_CONFIG, "runs that are older are forgotten");
                forEver(RETENTION_BYTES_CONFIG, "runs are forgotten when others need the room");
            }
        }

        private void forEver(String setting, String why) {
            if (!value(setting).equals(FOR_EVER)) {
                wrong(setting, FOR_EVER, why);
            }
        }

        void sizes() {
            if (Long.parseLong(value(MAX_MESSAGE_BYTES_CONFIG)) < largest(topic)) {
                wrong(MAX_MESSAGE_BYTES_CONFIG, String.valueOf(largest(topic)), "an event that is larger cannot be written, and its run waits for it");
            }
        }

        void copies(int replicas) {
            int inSync = Integer.parseInt(value(MIN_IN_SYNC_REPLICAS_CONFIG));
            if (inSync < SAFE_COPIES) {
                wrong(MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(SAFE_COPIES), "what one broker alone acknowledged is lost with its disk");
            } else if (inSync > replicas) {
                wrong(MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(Math.max(SAFE_COPIES, replicas - 1)), "with " + replicas + " replicas nothing can be written");
            } else if (inSync == replicas) {
                worse(MIN_IN_SYNC_REPLICAS_CONFIG, "less than the " + replicas + " replicas", "nothing can be written while one broker is away", commands.copies(topic));
            }
            if (Boolean.parseBoolean(value(UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG))) {
                wrong(UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false", "a broker that lags behind may become leader, and what it lacks is lost");
            }
        }

        void onlyCopy() {
            if (kept(topic) && !value(FLUSH_MESSAGES_INTERVAL_CONFIG).equals("1")) {
                worse(FLUSH_MESSAGES_INTERVAL_CONFIG, "1 (or more replicas)", "there is one copy, and what was acknowledged last is lost when its machine loses power",
                        commands.set(topic, FLUSH_MESSAGES_INTERVAL_CONFIG, "1"));
            }
        }

        private String value(String setting) {
            return config.get(setting).value();
        }

        private void wrong(String setting, String needed, String why) {
            findings.add(new TopicFinding(topic, kept(topic), setting, value(setting), needed, why, commands.set(topic, setting, needed)));
        }

        private void worse(String setting, String needed, String why, String command) {
            findings.add(new TopicFinding(topic, false, setting, value(setting), needed, why, command));
        }
    }
}
