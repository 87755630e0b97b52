package assay.log;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what is open of a writer's transactions in a partition, once the writer is fenced. Fencing ends the transaction that the coordinator knows;
 * behind a kill of the broker there may be one that it does not, and that would hold up every reader for ever.
 */
final class ForgottenTransactions {
    private static final Logger LOGGER = LoggerFactory.getLogger(ForgottenTransactions.class);

    private ForgottenTransactions() {
    }

    static void end(Admin admin, String writer, TopicPartition partition) {
        try {
            long producer = admin.describeTransactions(List.of(writer)).description(writer).get().producerId();
            for (ProducerState state : admin.describeProducers(List.of(partition)).all().get().get(partition).activeProducers()) {
                if (state.producerId() == producer && state.currentTransactionStartOffset().isPresent()) {
                    admin.abortTransaction(new AbortTransactionSpec(partition, producer, (short) state.producerEpoch(), state.coordinatorEpoch().orElse(0))).all().get();
                    LOGGER.atWarn().addKeyValue("writer", writer).addKeyValue("offset", state.currentTransactionStartOffset().getAsLong())
                            .log("A transaction that the broker had forgotten when it was killed is ended");
                }
            }
        } catch (ExecutionException e) {
            LOGGER.atWarn().addKeyValue("writer", writer).addKeyValue("reason", Reasons.line(Reasons.cause(e)))
                    .log("Whether Kafka forgot an open transaction of this writer is not known; if readers stand still, let its operator look with kafka-transactions.sh find-hanging");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
