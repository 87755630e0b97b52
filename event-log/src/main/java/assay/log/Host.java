package assay.log;

import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that hosts one Assay service against a Kafka outside: what every {@code main} of a service does. */
public final class Host {
    private static final Logger LOGGER = LoggerFactory.getLogger(Host.class);
    private static final int FAILED = 70;
    private static final int MISUSED = 64;

    private Host() {
    }

    /**
     * Runs until the process is told to stop or the service cannot go on.
     *
     * @param name    of the service, for people
     * @param args    the command line, see {@link KafkaArguments}
     * @param service makes the verticle; the consumer is told when one of its loops ends
     * @return the exit code
     */
    public static int run(String name, String[] args, Function<Surroundings, Deployable> service) {
        KafkaArguments arguments;
        try {
            arguments = KafkaArguments.parse(args, System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(name + ": " + e.getMessage() + System.lineSeparator() + KafkaArguments.USAGE);
            return MISUSED;
        }
        Vertx vertx = Vertx.vertx();
        AtomicInteger exit = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(end::countDown, "assay-stop"));
        try (Topics topics = Topics.open(arguments.settings(), arguments.layout())) {
            Consumer<LoopFailure> failed = failure -> {
                System.err.println(name + ": " + failure.reason());
                exit.set(FAILED);
                end.countDown();
            };
            vertx.deployVerticle(service.apply(new Surroundings(topics, failed))).await();
            LOGGER.atInfo().addKeyValue("service", name).addKeyValue("kafka", arguments.settings().bootstrapServers()).log("The Assay service is ready");
            end.await();
            vertx.close().toCompletionStage().toCompletableFuture().get();
        } catch (LogUnavailableException | ExecutionException e) {
            System.err.println(name + ": " + Reasons.line(e));
            exit.set(FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return exit.get();
    }

    /** What a service is made from. */
    public record Surroundings(Topics topics, Consumer<LoopFailure> failed) {
    }
}
