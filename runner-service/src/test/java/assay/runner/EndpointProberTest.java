package assay.runner;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.discovery.EndpointProbed;
import assay.core.discovery.ProbeEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointProberTest {
    private static ProbeEndpoint probe(String network, int port, String... addresses) {
        return new ProbeEndpoint(Examples.RUN, Examples.DB, "n1", List.of(addresses), port, network);
    }

    @Test
    void shouldTakeTheFirstAddressThatOthersCanReach() {
        // given
        ProbeEndpoint probe = probe("auto", 1, "lo=127.0.0.1", "eth0=192.0.2.2", "ib0=198.51.100.2");
        // when
        String address = EndpointProber.choose(probe);
        // then
        assertThat(address).isEqualTo("192.0.2.2");
    }

    @Test
    void shouldTakeTheInterfaceThatTheRecipeNames() {
        // given
        ProbeEndpoint probe = probe("ib0", 1, "eth0=192.0.2.2", "ib0=198.51.100.2");
        // when
        String address = EndpointProber.choose(probe);
        // then
        assertThat(address).isEqualTo("198.51.100.2");
    }

    @Test
    void shouldTakeTheHostNameWhereItIsAskedForOrNothingElseIsKnown() {
        // given
        ProbeEndpoint asked = probe("hostname", 1, "eth0=192.0.2.2");
        ProbeEndpoint bare = probe("auto", 1);
        // when
        List<String> addresses = List.of(EndpointProber.choose(asked), EndpointProber.choose(bare));
        // then
        assertThat(addresses).containsExactly("n1", "n1");
    }

    @Test
    void shouldSeeWhatListens() throws IOException, InterruptedException {
        // given
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // when
            EndpointProbed probed = new EndpointProber(Duration.ofSeconds(20)).perform(probe("auto", server.getLocalPort(), "lo=127.0.0.1"));
            // then
            assertThat(probed.reachable()).isTrue();
        }
    }

    @Test
    void shouldNotFailOnAnnouncementsThatMakeNoSense() throws InterruptedException {
        // given
        EndpointProber prober = new EndpointProber();
        // when
        List<EndpointProbed> probed = List.of(prober.perform(probe("auto", 99_999, "lo=127.0.0.1")), prober.perform(probe("auto", 0, "==,\u0000")));
        // then
        assertThat(probed).noneMatch(EndpointProbed::reachable);
    }
}
