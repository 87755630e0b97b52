package assay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.NoCluster;
import assay.gateway.access.ListenAddress;
import assay.log.EmbeddedBroker;
import assay.log.FilelessVertx;
import assay.log.Host.Surroundings;
import assay.log.LoopFailure;
import assay.log.Snapshots;
import assay.log.TopicLayout;
import assay.log.Topics;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StartingTest {
    @TempDir
    private Path directory;
    private final List<LoopFailure> failures = new ArrayList<>();

    @Test
    void shouldSayWhatAPersonHasToChange() throws Exception {
        // given
        Vertx vertx = FilelessVertx.start(new VertxOptions());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("data"), "test");
                Topics topics = Topics.open(broker.endpoint().settings(), TopicLayout.EMBEDDED)) {
            Surroundings surroundings = new Surroundings(topics, Snapshots.none(), failures::add);

            // when
            CompletableFuture<String> start = vertx.deployVerticle(new GatewayVerticle(surroundings, config("127.0.0.1:" + taken.getLocalPort()),
                    location -> new NoCluster("there is none"))).toCompletionStage().toCompletableFuture();

            // then
            assertThat(start).failsWithin(30, TimeUnit.SECONDS);
            assertThat(failures).singleElement().satisfies(failure -> assertThat(failure.reason()).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort()));
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private GatewayConfig config(String listen) {
        GatewayConfig config = GatewayConfig.of(Map.of("HOME", directory.toString(), "ASSAY_HTTP_LISTEN", listen), "/nonexistent");
        assertThat(config.access().listen()).isEqualTo(ListenAddress.of(listen));
        assertThat(config.outputRoot()).isEqualTo(directory.resolve(".local/state/assay/runs"));
        return config;
    }
}
