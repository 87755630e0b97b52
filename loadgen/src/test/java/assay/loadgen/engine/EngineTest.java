package assay.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import assay.loadgen.driver.Driver;
import assay.loadgen.driver.Reply;
import assay.loadgen.driver.Request;
import assay.loadgen.driver.User;
import assay.loadgen.engine.LoadPlan.Closed;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the engine calls a driver. */
@Timeout(30)
class EngineTest {
    private static final LoadPlan PLAN = new LoadPlan(new Closed(Duration.ZERO), 2, 1, Duration.ZERO, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 0,
            Goal.NONE);

    @Test
    void shouldTouchTheServerOnItsEventLoopsAlone() throws Exception {
        // given
        Vertx vertx = Vertx.vertx();
        ThreadNotes driver = new ThreadNotes(vertx);

        // when
        new Engine(vertx, driver, PLAN, false, new Unwatched()).run();
        vertx.close().toCompletionStage().toCompletableFuture().join();

        // then
        assertThat(driver.onEventLoop).contains("inspect", "user", "connect", "request");
        assertThat(driver.elsewhere).isEmpty();
    }

    /** Notes for each call whether it came on an event loop. */
    private static final class ThreadNotes implements Driver, User {
        private final Set<String> onEventLoop = ConcurrentHashMap.newKeySet();
        private final Set<String> elsewhere = ConcurrentHashMap.newKeySet();
        private final Vertx vertx;

        ThreadNotes(Vertx vertx) {
            this.vertx = vertx;
        }

        private Future<Void> called(String what) {
            (Context.isOnEventLoopThread() ? onEventLoop : elsewhere).add(what);
            return Future.succeededFuture();
        }

        @Override
        public String name() {
            return "notes";
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of();
        }

        @Override
        public Future<Void> prepare() {
            return called("prepare");
        }

        @Override
        public Future<Void> inspect() {
            return called("inspect");
        }

        @Override
        public User user() {
            called("user");
            return this;
        }

        @Override
        public boolean connectsFirst() {
            return true;
        }

        @Override
        public Future<Void> connect() {
            return called("connect");
        }

        @Override
        public Future<Reply> request(Request request) {
            called("request");
            return vertx.timer(1).map(waited -> new Reply.Whole("answer"));
        }

        @Override
        public void abort() {
            called("abort");
        }
    }

    /** Looks away. */
    private static final class Unwatched implements Watcher {
        @Override
        public void phase(Phase phase) {
        }

        @Override
        public void second(Phase phase, Interval interval) {
        }
    }
}
