package assay.runner;

import assay.core.discovery.EndpointProbed;
import assay.core.discovery.ProbeEndpoint;
import assay.log.EffectRunner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** Chooses the address at which clients look for a service first, and tries it from here. Trying is advisory: nodes are often out of reach. */
public final class EndpointProber implements EffectRunner<ProbeEndpoint, EndpointProbed> {
    private static final int PATIENCE_MS = 500;

    @Override
    public EndpointProbed perform(ProbeEndpoint effect) {
        String address = choose(effect);
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

    private static boolean answers(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
