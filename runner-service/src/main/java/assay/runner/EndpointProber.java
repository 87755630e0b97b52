package assay.runner;

import assay.core.discovery.EndpointProbed;
import assay.core.discovery.ProbeEndpoint;
import assay.log.EffectRunner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Chooses the address at which clients look for a service first, and tries it from here. Trying is advisory, since nodes are often out of
 * reach, so it is short: clients wait for it.
 */
public final class EndpointProber implements EffectRunner<ProbeEndpoint, EndpointProbed> {
    private static final Duration PATIENCE = Duration.ofMillis(150);
    private static final int LONGEST_ADDRESS = 255;
    private final Duration patience;

    public EndpointProber() {
        this(PATIENCE);
    }

    /** One that waits so long for an answer. */
    EndpointProber(Duration patience) {
        this.patience = patience;
    }

    @Override
    public EndpointProbed perform(ProbeEndpoint effect) throws InterruptedException {
        String address = Excerpt.line(choose(effect), LONGEST_ADDRESS);
        return new EndpointProbed(effect.run(), effect.token(), address, answers(address, effect.port()));
    }

    /** The interface that the recipe names, else the first address that is not the node's own. */
    static String choose(ProbeEndpoint effect) {
        if (effect.network().equals("hostname")) {
            return effect.host();
        }
        return on(effect.network(), effect.addresses())
                .or(() -> effect.addresses().stream().filter(address -> !address.startsWith("lo=")).findFirst())
                .or(() -> effect.addresses().stream().findFirst())
                .map(address -> address.substring(address.indexOf('=') + 1)).orElse(effect.host());
    }

    private static Optional<String> on(String network, List<String> addresses) {
        return addresses.stream().filter(address -> address.startsWith(network + "=")).findFirst();
    }

    /** On a thread of its own, because looking a name up knows no limit. */
    private boolean answers(String address, int port) throws InterruptedException {
        FutureTask<Boolean> attempt = new FutureTask<>(() -> accepts(address, port));
        Thread.ofVirtual().name("assay-probe").start(attempt);
        try {
            return attempt.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private boolean accepts(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), (int) patience.toMillis());
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
