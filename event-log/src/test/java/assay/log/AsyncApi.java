package assay.log;

import assay.events.EventType;
import assay.events.Topic;
import assay.events.Writer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** {@code docs/asyncapi.yaml}: AsyncAPI 3.0 of the three topics, made from the table of event types and from what topics must be like. */
final class AsyncApi {
    private static final String HEAD = """
            # Made from events/ by `mvn -pl event-log -am test -Dgolden.update=true`; not to be edited.
            asyncapi: 3.0.0
            info:
              title: Assay
              version: 1.0.0
              description: >-
                Everything that happens in Assay is a record in one of three Kafka topics. Read with isolation.level=read_committed.
                Versioned by addition: a key may be added to a type, a type never changes its meaning; unknown types and keys are to be skipped.
              license:
                name: Apache-2.0
                url: https://www.apache.org/licenses/LICENSE-2.0
            defaultContentType: application/json
            servers:
              kafka:
                host: localhost:9092
                protocol: kafka-secure
                description: A Kafka outside; that of `assay server` is named in endpoint.json of its data directory.
                security:
                  - $ref: '#/components/securitySchemes/scram'
            """;
    private static final String COMPONENTS = """
            components:
              securitySchemes:
                scram:
                  type: scramSha512
                  description: One user for each service, see deploy/kafka/acls.sh
              messageTraits:
                cloudEvent:
                  contentType: application/json
                  headers:
                    type: object
                    description: The attributes of CloudEvents 1.0 in binary mode. A bare producer of recipes may leave all of them out.
                    properties:
                      ce_specversion: { type: string, const: '1.0' }
                      ce_id: { type: string, description: Computed from run, type and subject; the same event never counts twice }
                      ce_source: { type: string, examples: [/assay/runner] }
                      ce_type: { type: string, description: The name of the message }
                      ce_time: { type: string, format: date-time, description: The writer's clock }
                      ce_subject: { type: string, description: 'The run, and what of it: RUN/JOB or RUN/TOKEN' }
                      ce_correlationid: { type: string, description: The run }
                      ce_causationid: { type: string, description: ce_id of the event that the writer had read last for this run }
                      content-type: { type: string, const: application/json }
                  bindings:
                    kafka:
                      key: { type: string, pattern: '^[a-z0-9]{10}$', description: The run's id }
                      bindingVersion: 0.5.0
              messages:
            """;

    private AsyncApi() {
    }

    static String text() throws IOException {
        StringBuilder text = new StringBuilder(HEAD).append("channels:\n");
        for (Topic topic : Topic.values()) {
            channel(text, topic);
        }
        text.append("operations:\n");
        for (Writer writer : Writer.values()) {
            for (Topic topic : Topic.values()) {
                operation(text, writer, topic);
            }
        }
        text.append(COMPONENTS);
        for (EventType type : EventType.values()) {
            message(text, type);
        }
        return text.toString();
    }

    private static void channel(StringBuilder text, Topic topic) {
        Map<String, String> settings = TopicDemands.settings(topic, TopicLayout.SHARED, 3);
        text.append("""
              %s:
                address: %s
                description: %s
                bindings:
                  kafka:
                    topic: %s
                    partitions: %d
                    replicas: 3
                    topicConfiguration:
                      cleanup.policy: [%s]
                      retention.ms: %s
                      retention.bytes: %s
                      max.message.bytes: %s
                    bindingVersion: 0.5.0
                messages:
            """.formatted(name(topic), topic.topicName(), purpose(topic), topic.topicName(), TopicLayout.SHARED.partitions(), settings.get("cleanup.policy"),
                settings.get("retention.ms"), settings.get("retention.bytes"), settings.get("max.message.bytes")));
        types(topic).forEach(type -> text.append("      ").append(name(type)).append(": { $ref: '#/components/messages/").append(name(type)).append("' }\n"));
    }

    private static void operation(StringBuilder text, Writer writer, Topic topic) {
        List<EventType> types = types(topic).filter(type -> type.writer() == writer).toList();
        if (types.isEmpty()) {
            return;
        }
        // As the document of Assay: it receives what anyone may ask for, and sends everything else.
        boolean receives = writer == Writer.ANYONE;
        text.append("  ").append(receives ? "request" : writer.lowerCase()).append(topic == Topic.METRICS ? "Metrics" : "").append(":\n");
        text.append("    action: ").append(receives ? "receive" : "send").append("\n");
        text.append("    channel: { $ref: '#/channels/").append(name(topic)).append("' }\n");
        text.append("    summary: ").append(receives ? "What anyone may ask for who may write here; only the parser reads it" : "What the " + writer.lowerCase() + " alone writes").append("\n");
        text.append("    messages:\n");
        types.forEach(type -> text.append("      - $ref: '#/channels/").append(name(topic)).append("/messages/").append(name(type)).append("'\n"));
    }

    private static void message(StringBuilder text, EventType type) throws IOException {
        text.append("    ").append(name(type)).append(":\n");
        text.append("      name: ").append(type.typeName()).append("\n");
        text.append("      summary: ").append(quoted(Meanings.of(type))).append("\n");
        text.append("      traits: [{ $ref: '#/components/messageTraits/cloudEvent' }]\n");
        text.append("      payload: { $ref: './schemas/").append(EventSchemas.fileName(type)).append("' }\n");
    }

    static Stream<EventType> types(Topic topic) {
        return Arrays.stream(EventType.values()).filter(type -> type.topic() == topic);
    }

    private static String name(EventType type) {
        return type.eventClass().getSimpleName();
    }

    private static String name(Topic topic) {
        return topic.name().toLowerCase(Locale.ROOT);
    }

    private static String purpose(Topic topic) {
        return switch (topic) {
            case RECIPES -> "The public inbox. Kept for ever; the first request with a run's id wins";
            case JOBS -> "The log of record. One total order for each run, appended in transactions, kept for ever";
            case METRICS -> "Samples and progress, at least once, kept for a set time; no promise depends on it";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
