/**
 * The contract of Assay: what may stand in its Kafka topics. Events are past-tense facts, one record each; the envelope
 * carries the CloudEvents attributes. Plain Java without dependencies; nothing here does anything.
 *
 * <p>Start at {@link assay.events.EventType}, the table of all types with their topic and their one writer.
 */
package assay.events;
