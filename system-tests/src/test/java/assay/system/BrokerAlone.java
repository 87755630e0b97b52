package assay.system;

import assay.log.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A Kafka that is nobody's but its own: the embedded broker in a bare JVM, for Assay services that are processes of their own. */
final class BrokerAlone {
    private BrokerAlone() {
    }

    /** Runs the broker of a data directory until the process is ended. */
    public static void main(String[] arguments) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), arguments[1])) {
            System.out.println("the broker listens at " + broker.endpoint().address());
            new CountDownLatch(1).await();
        }
    }
}
