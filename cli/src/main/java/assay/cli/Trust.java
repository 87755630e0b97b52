package assay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates are believed. */
final class Trust {
    private Trust() {
    }

    /** Nobody's: for connections that want none, and need not wait until this Java's own authorities are read. */
    static SSLContext none() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has TLS", e);
        }
    }

    /** Those for which the authorities of a PEM file alone vouch. */
    static SSLContext in(Path pem) {
        try (InputStream file = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number == 0) {
                throw new CertificateException("it holds none");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (NoSuchFileException e) {
            throw new MisuseException("there is no file " + pem + ", which --cacert names");
        } catch (CertificateException e) {
            throw new MisuseException("--cacert: expected certificates in PEM form (-----BEGIN CERTIFICATE-----) in " + pem + ", but found something else: " + e.getMessage());
        } catch (IOException | GeneralSecurityException e) {
            throw new MisuseException("the file " + pem + ", which --cacert names, cannot be read: " + e.getMessage());
        }
    }
}
