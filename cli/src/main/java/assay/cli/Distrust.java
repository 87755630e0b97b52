package assay.cli;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Why a server was not believed, and what to do, in words for people. */
final class Distrust {
    private Distrust() {
    }

    /**
     * Of a server.
     *
     * @param named whether somebody named the authorities to be believed
     */
    static String words(URI server, SSLException failure, boolean named) {
        String distrusted = server + " is not trusted: ";
        return switch (innermost(failure)) {
            case CertificateExpiredException e -> distrusted + "its certificate has expired. Whoever keeps the server must renew it.";
            case CertificateNotYetValidException e -> distrusted + "its certificate is not valid yet. Compare the clocks of this machine and of the server.";
            case CertificateException e when e.getMessage().contains(" matching ") -> distrusted + "its certificate is for another name than " + server.getHost()
                    + ". Name it with --server as its certificate does.";
            case GeneralSecurityException e when named -> distrusted + "its certificate was signed by none of the authorities in the file of --cacert (" + e.getMessage()
                    + "). Ask whoever keeps the server for the right file.";
            case GeneralSecurityException e -> distrusted + "its certificate was signed by no authority that this Java believes (" + e.getMessage()
                    + "). If that is your site's own, name its PEM file with --cacert FILE.";
            default -> server + " and this command find no common TLS: " + failure.getMessage() + ". Say http:// where the server speaks no TLS.";
        };
    }

    private static Throwable innermost(SSLException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
