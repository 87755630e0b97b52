package assay.log;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that hosts one Assay service against a Kafka outside: what every {@code main} of a service does. */
public final class Host {
    private static final Logger LOGGER = LoggerFactory.getLogger(Host.class);
    private static final int UNREACHABLE = 3;
    private static final int MISUSED = 64;
    private static final int FAULT = 70;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private Host() {
    }

    /**
     * Runs until the process is told to stop or the service cannot go on.
     *
     * @param name    of the service, for people
     * @param args    the command line, see {@link KafkaArguments}
     * @param service makes the verticle; the consumer is told when one of its loops ends
     * @return the exit code: 0 when it was stopped or all is well, 3 when Kafka or another instance stands against it, 64 misused, 70 a bug
     */
    public static int run(String name, String[] args, Function<Surroundings, Deployable> service) {
        KafkaArguments arguments;
        try {
            arguments = KafkaArguments.parse(args, System.getenv());
        } catch (IllegalArgumentException | UncheckedIOException e) {
            System.err.println(name + ": " + e.getMessage() + System.lineSeparator() + KafkaArguments.USAGE);
            return MISUSED;
        }
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(end, ended), "assay-stop"));
        try {
            return arguments.checkOnly() ? check(name, arguments) : host(name, arguments, service, end);
        } catch (LogUnavailableException e) {
            System.err.println(name + ": " + e.getMessage());
            return UNREACHABLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (Exception e) {
            LOGGER.atError().setCause(e).addKeyValue("service", name).log("The Assay service failed");
            System.err.println(name + ": a bug of Assay's, please report it: " + Reasons.line(e));
            return FAULT;
        } finally {
            ended.countDown();
        }
    }

    /** The process lives as long as its shutdown hooks: this one waits until the service has closed. */
    private static void stop(CountDownLatch end, CountDownLatch ended) {
        end.countDown();
        try {
            ended.await(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at the topics and says what is wrong with them. */
    private static int check(String name, KafkaArguments arguments) {
        List<TopicFinding> findings = Topics.look(arguments.settings(), arguments.layout());
        findings.forEach(finding -> System.out.println(finding.text()));
        System.out.println(name + ": " + (findings.isEmpty() ? "the topics of Kafka at " + arguments.settings().bootstrapServers() + " are as they should be"
                : findings.stream().anyMatch(TopicFinding::loses) ? "nothing can start on these topics" : "these topics can be used as they are"));
        return findings.stream().anyMatch(TopicFinding::loses) ? UNREACHABLE : 0;
    }

    private static int host(String name, KafkaArguments arguments, Function<Surroundings, Deployable> service, CountDownLatch end) throws Exception {
        AtomicInteger exit = new AtomicInteger();
        Consumer<LoopFailure> failed = failure -> {
            if (exit.compareAndSet(0, UNREACHABLE)) {
                System.err.println(name + ": " + failure.reason());
            }
            end.countDown();
        };
        Optional<SignOfLife> sign = SignOfLife.of(System.getenv());
        Vertx vertx = FilelessVertx.start(new VertxOptions());
        try (Topics topics = Topics.open(arguments.settings(), arguments.layout())) {
            Future<String> deployed = vertx.deployVerticle(service.apply(new Surroundings(topics, arguments.snapshots(), arguments.sharing(), failed)));
            deployed.onSuccess(id -> {
                LOGGER.atInfo().addKeyValue("service", name).addKeyValue("kafka", arguments.settings().bootstrapServers()).log("The Assay service is ready");
                sign.ifPresent(alive -> alive.begin(vertx));
            }).onFailure(failure -> end.countDown());
            end.await();
            if (deployed.failed() && exit.get() == 0) {
                throw deployed.cause() instanceof Exception cause ? cause : new IllegalStateException(deployed.cause());
            }
        } finally {
            sign.ifPresent(SignOfLife::end);
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        }
        return exit.get();
    }

    /**
     * What a service is made from.
     *
     * @param topics    of the Kafka that it works on
     * @param snapshots where its loops keep what their next start need not read again
     * @param sharing   whether other instances of it work on the same log
     * @param failed    told when one of its loops ends although nobody closed it
     */
    public record Surroundings(Topics topics, Snapshots snapshots, Sharing sharing, Consumer<LoopFailure> failed) {
        /** Of the only instance. */
        public Surroundings(Topics topics, Snapshots snapshots, Consumer<LoopFailure> failed) {
            this(topics, snapshots, new Sharing.Alone(), failed);
        }
    }
}
