package assay.log;

import assay.events.Topic;

/**
 * What is wrong with a topic of a Kafka outside. Assay changes no topic that exists: whoever runs that Kafka does, by the command.
 *
 * @param topic   that is wrong
 * @param loses   whether what nobody may lose would be lost, or could not be written; else it is merely worse than it need be
 * @param setting of the topic
 * @param found   what it is
 * @param needed  what it has to be
 * @param why     what comes of it, for people
 * @param command that mends it
 */
public record TopicFinding(Topic topic, boolean loses, String setting, String found, String needed, String why, String command) {
    /** In two lines, for people. */
    public String text() {
        return topic.topicName() + ": " + setting + " is " + found + ", " + (loses ? "and must be " : "better ") + needed + ": " + why + System.lineSeparator() + "    " + command;
    }
}
