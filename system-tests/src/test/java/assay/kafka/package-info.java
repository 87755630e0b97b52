/** Assay on a Kafka that is not its own: with users, rights and certificates, and of several brokers. */
package assay.kafka;
