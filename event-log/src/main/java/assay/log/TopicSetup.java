package assay.log;

import assay.events.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics that are missing and looks at those that exist, which it never changes. Confined to one thread. */
final class TopicSetup {
    private final Admin admin;
    private final TopicLayout layout;
    private final TopicCommands commands;
    private final TopicDemands demands;

    TopicSetup(Admin admin, KafkaSettings settings, TopicLayout layout) {
        this.admin = admin;
        this.layout = layout;
        this.commands = new TopicCommands(settings);
        this.demands = new TopicDemands(commands);
    }

    /** Makes what is missing; gives what it may not make. */
    List<TopicFinding> make() throws ExecutionException, InterruptedException {
        List<Topic> missing = missing();
        if (missing.isEmpty()) {
            return List.of();
        }
        int replicas = replicas();
        Map<String, KafkaFuture<Void>> made = admin.createTopics(missing.stream().map(topic -> new NewTopic(topic.topicName(), layout.partitions(), (short) replicas)
                .configs(TopicDemands.settings(topic, layout, replicas))).toList()).values();
        List<TopicFinding> findings = new ArrayList<>();
        for (Topic topic : missing) {
            try {
                made.get(topic.topicName()).get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    findings.add(missing(topic, replicas));
                } else if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        return findings;
    }

    /** Everything that is wrong, with nothing made. */
    List<TopicFinding> look() throws ExecutionException, InterruptedException {
        List<Topic> missing = missing();
        int replicas = replicas();
        List<TopicFinding> findings = new ArrayList<>(missing.stream().map(topic -> missing(topic, replicas)).toList());
        findings.addAll(judge(Arrays.stream(Topic.values()).filter(topic -> !missing.contains(topic)).toList()));
        return findings;
    }

    /** Everything that is wrong with topics that exist. */
    List<TopicFinding> judge(List<Topic> topics) throws ExecutionException, InterruptedException {
        Map<Topic, TopicDescription> described = TopicFacts.describe(admin, topics);
        Map<ConfigResource, KafkaFuture<Config>> configs = admin.describeConfigs(topics.stream().map(TopicSetup::resource).toList()).values();
        List<TopicFinding> findings = new ArrayList<>();
        for (Topic topic : topics) {
            try {
                findings.addAll(demands.judge(topic, described.get(topic), configs.get(resource(topic)).get()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AuthorizationException)) {
                    throw e;
                }
                findings.add(new TopicFinding(topic, true, "the right DescribeConfigs", "not given to this user", "given",
                        "whether the topic forgets anything cannot be looked at", commands.allow("DescribeConfigs", "--topic " + topic.topicName())));
            }
        }
        return findings;
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }

    private List<Topic> missing() throws ExecutionException, InterruptedException {
        Collection<String> existing = admin.listTopics().names().get();
        return Arrays.stream(Topic.values()).filter(topic -> !existing.contains(topic.topicName())).toList();
    }

    private int replicas() throws ExecutionException, InterruptedException {
        return TopicDemands.replicas(admin.describeCluster().nodes().get().size());
    }

    private TopicFinding missing(Topic topic, int replicas) {
        return new TopicFinding(topic, true, "the topic", "not there, or this user may not see it (right Describe)", "made",
                "it holds " + TopicFacts.purpose(topic), commands.create(topic, layout.partitions(), replicas, TopicDemands.settings(topic, layout, replicas)));
    }

    /** The findings that must not be, as one message; empty when there are none. */
    static String refusal(KafkaSettings settings, List<TopicFinding> findings) {
        List<TopicFinding> losing = findings.stream().filter(TopicFinding::loses).toList();
        return losing.isEmpty() ? "" : "Kafka at " + settings.bootstrapServers() + " does not have the topics that Assay needs, and Assay changes none that exist. Let its operator mend this:"
                + losing.stream().map(finding -> System.lineSeparator() + "  " + finding.text()).collect(Collectors.joining());
    }
}
