package assay.server;

import assay.cli.Build;
import assay.cli.MisuseException;
import assay.cli.OwnConnection;
import assay.cluster.doctor.Check;
import assay.cluster.doctor.Finding;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.EmbeddedBroker;
import assay.log.Endpoint;
import assay.log.LogUnavailableException;
import assay.log.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the data directory can hold a log, and the server that works on it answers. Starts nothing. */
record ServerCheck(Path dataDirectory) implements Check {
    private static final String DIRECTORY = "data directory";
    private static final String SERVER = "server";

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>(List.of(directory()));
        if (!findings.getFirst().isBroken()) {
            findings.add(server());
        }
        return findings;
    }

    private Finding directory() {
        try {
            String type = EmbeddedBroker.checkSuitable(dataDirectory);
            long free = Files.getFileStore(existing()).getUsableSpace() >> 20;
            String found = dataDirectory + (Files.exists(dataDirectory) ? " is yours" : " will be made") + " (" + type + ", " + free + " MiB free)";
            return free > 200 ? Finding.good(DIRECTORY, found) : Finding.broken(DIRECTORY, found, "the log needs room: make some, or choose another with --data-dir");
        } catch (DataDirectoryUnsuitableException e) {
            return Finding.broken(DIRECTORY, e.getMessage(), "choose another with --data-dir or ASSAY_DATA_DIR");
        } catch (IOException e) {
            return Finding.broken(DIRECTORY, dataDirectory + " cannot be used by " + System.getProperty("user.name") + ": no permission for " + e.getMessage(),
                    "choose another with --data-dir or ASSAY_DATA_DIR");
        }
    }

    private Path existing() {
        Path there = dataDirectory;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    private Finding server() {
        try {
            return new OwnConnection(dataDirectory, new Hosting()).servers().live().map(this::broker).orElseGet(() -> Finding.good(SERVER, "none runs; the first command that needs one starts it"));
        } catch (IOException e) {
            return Finding.broken(SERVER, e.getMessage(), "stop the server, and remove endpoint.json from the data directory");
        } catch (MisuseException e) {
            return Finding.broken(SERVER, e.getMessage(), "log in on that host, or choose another --data-dir");
        }
    }

    private Finding broker(Endpoint server) {
        long start = System.nanoTime();
        try (Topics topics = Topics.of(server.settings())) {
            topics.logId();
            String found = "pid " + server.pid() + ", Kafka at " + server.address() + " answers within " + (System.nanoTime() - start) / 1_000_000 + " ms";
            return server.build().equals(Build.id()) ? Finding.good(SERVER, found)
                    : Finding.doubtful(SERVER, found + ", but it is of another build (" + server.build() + ")", "the next command that needs it replaces it when it has nothing to do; `assay server stop` ends it");
        } catch (LogUnavailableException e) {
            return Finding.broken(SERVER, "pid " + server.pid() + " lives, but Kafka at " + server.address() + " does not answer: " + e.getMessage(),
                    "look into server.log in " + dataDirectory + "; `assay server stop --force` ends it, and the next one goes on with its runs");
        }
    }
}
