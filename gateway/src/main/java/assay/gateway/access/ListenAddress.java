package assay.gateway.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the gateway listens.
 *
 * @param host a name or an address
 * @param port 0: any that is free
 */
public record ListenAddress(String host, int port) {
    /** This machine alone. That is still everybody who has an account here. */
    public static final ListenAddress STANDARD = new ListenAddress("127.0.0.1", 8080);
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):([0-9]{1,5})");

    /**
     * Reads {@code host:port} or {@code [ipv6]:port}.
     *
     * @throws IllegalArgumentException when it is neither, for people
     */
    public static ListenAddress of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(3)) > 65_535) {
            throw new IllegalArgumentException("expected an address to listen on such as 127.0.0.1:8080 or [::1]:8080, but found '" + text + "'");
        }
        return new ListenAddress(form.group(1) == null ? form.group(2) : form.group(1), Integer.parseInt(form.group(3)));
    }

    /**
     * Whether only this machine reaches it.
     *
     * @throws IllegalArgumentException when the name stands for no address
     */
    boolean loopback() {
        try {
            InetAddress[] all = InetAddress.getAllByName(host);
            for (InetAddress address : all) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("cannot listen on " + host + ": the name is not known here", e);
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
