package assay.loadgen;

import assay.loadgen.driver.Driver;
import assay.loadgen.engine.Engine;
import assay.loadgen.engine.LoadPlan;
import assay.loadgen.engine.Outcome;
import assay.loadgen.engine.Phase;
import assay.loadgen.result.Output;
import assay.loadgen.result.Result;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One use of the command, from its options to its exit code. A signal ends the window early, and what was measured until then is written
 * before the process ends.
 */
final class LoadRun {
    private static final long TO_WRITE_SECONDS = 10;

    private final LoadOptions options;

    LoadRun(LoadOptions options) {
        this.options = options;
    }

    int run(Function<Vertx, Driver> makes) throws IOException, InterruptedException {
        LoadPlan plan = options.plan();
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(plan.lanes()).setWorkerPoolSize(2));
        try (Output output = Output.in(options.output, options.records, !options.quiet)) {
            Driver driver = makes.apply(vertx);
            if (!options.noPrepare) {
                output.phase(Phase.PREPARE);
                driver.prepare().toCompletionStage().toCompletableFuture().get();
            }
            return options.prepareOnly ? Exit.MEASURED : measured(new Engine(vertx, driver, plan, options.records, output), driver, output);
        } catch (ExecutionException e) {
            throw new UnusableException("the server cannot be used: " + words(e.getCause()), e);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static int measured(Engine engine, Driver driver, Output output) throws ExecutionException, IOException, InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        Thread onSignal = new Thread(() -> {
            engine.stop();
            waitFor(written);
        });
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            Outcome outcome = engine.run();
            Result result = Result.of(outcome, driver);
            output.finish(outcome, result);
            return result.isMeasured() ? Exit.MEASURED : Exit.NOTHING_MEASURED;
        } finally {
            written.countDown();
            if (onSignal.getState() == Thread.State.NEW) {
                forget(onSignal);
            }
        }
    }

    private static void waitFor(CountDownLatch written) {
        try {
            written.await(TO_WRITE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already; the hook has nothing to wait for any more.
            return;
        }
    }

    private static String words(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
