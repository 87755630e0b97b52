/**
 * The event log on Kafka; nothing outside this package sees Kafka.
 *
 * <p>{@link assay.log.Topics} makes and checks the three topics, {@link assay.log.LogLoop} drives one Assay service over one topic partition,
 * {@link assay.log.InboxPublisher} asks for runs, {@link assay.log.Follower} and {@link assay.log.MetricPublisher} are the fan-out,
 * {@link assay.log.EmbeddedBroker} is the broker in this process, and {@link assay.log.JsonCodec} is what stands on the wire.
 */
package assay.log;
