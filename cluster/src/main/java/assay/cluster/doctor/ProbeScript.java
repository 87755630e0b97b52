package assay.cluster.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The script of the job that looks around on a node. */
public final class ProbeScript {
    /** The job's time limit: whatever happens to us, it is gone by then. */
    static final int MINUTES = 2;
    private static final int FORGOTTEN = 2 * MINUTES + 1;
    private static final String MAIN = "probe.sh";

    private ProbeScript() {
    }

    /**
     * For a number of nodes.
     *
     * @param patience some minutes behind it the job is dropped from the queue if it still waits there; zero where there is no queue
     */
    public static String of(Patient patient, int nodes, Duration patience) {
        List<String> lines = new ArrayList<>(List.of("#!/bin/bash -l"));
        directives(patient, nodes, patience).forEach((name, value) -> lines.add("#SBATCH --" + name.replace('_', '-') + (value.equals("true") ? "" : "=\"" + value + "\"")));
        lines.add("probe_scratch=" + quoted(patient.site().scratch()));
        lines.add("probe_setup=(" + patient.site().setup().stream().map(ProbeScript::quoted).collect(Collectors.joining(" ")) + ")");
        return String.join("\n", lines) + "\n" + main();
    }

    private static Map<String, String> directives(Patient patient, int nodes, Duration patience) {
        Map<String, String> directives = new LinkedHashMap<>(patient.slurm().options());
        directives.put("nodes", Integer.toString(nodes));
        directives.put("time", Integer.toString(MINUTES));
        if (!patience.isZero()) {
            directives.put("deadline", "now+" + (patience.toMinutes() + FORGOTTEN) + "minutes");
        }
        directives.put("export", "NONE");
        directives.put("no_requeue", "true");
        if (patient.site().wholeNodes()) {
            directives.put("exclusive", "true");
        }
        return directives;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String main() {
        try (InputStream in = ProbeScript.class.getResourceAsStream(MAIN)) {
            if (in == null) {
                throw new IllegalStateException("Expected " + MAIN + " beside the classes, but found none: build cluster again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("Expected to read " + MAIN, failure);
        }
    }
}
