package assay.chaos;

import assay.log.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A Kafka in a process of its own, until it is killed. */
final class Broker {
    private Broker() {
    }

    /** Runs the broker of a data directory. */
    public static void main(String[] arguments) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), "chaos")) {
            System.out.println("listens at " + broker.endpoint().address());
            new CountDownLatch(1).await();
        }
    }
}
