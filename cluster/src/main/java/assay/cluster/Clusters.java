package assay.cluster;

import assay.cluster.command.Commands;
import assay.cluster.doctor.Patient;
import assay.cluster.local.LocalCluster;
import assay.cluster.local.LocalConfig;
import assay.cluster.local.LocalExamination;
import assay.cluster.slurm.SlurmCluster;
import assay.cluster.slurm.SlurmConfig;
import assay.cluster.slurm.SlurmExamination;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clusters that can be had from this machine, by name; each is opened when it is first asked for. Thread-safe. */
public final class Clusters implements AutoCloseable {
    private final Path data;
    private final Map<String, Cluster> open = new ConcurrentHashMap<>();

    private Clusters(Path data) {
        this.data = data;
    }

    /** For an Assay service that runs alone: the local cluster's records lie where the command line has them too. */
    public static Clusters standard(Map<String, String> environment, String accountHome) {
        String data = environment.getOrDefault("ASSAY_DATA_DIR", "");
        String home = environment.getOrDefault("HOME", accountHome);
        return ofData(data.isEmpty() ? Path.of(home, ".local", "state", "assay") : Path.of(data));
    }

    /** With the local cluster's records in a data directory, and what is handed to Slurm's commands beside them. */
    public static Clusters ofData(Path dataDirectory) {
        return new Clusters(dataDirectory.toAbsolutePath().normalize());
    }

    /**
     * The cluster that a recipe names, or an adapter by its name. {@code auto} is Slurm where {@code sbatch} is on PATH, however silent it is, else
     * this machine. Whatever cannot be had is a {@link NoCluster} that says why.
     */
    public Cluster named(String name) {
        return switch (name) {
            case "auto" -> named(SlurmCluster.present() ? "slurm" : "local");
            case "slurm" -> open.computeIfAbsent(name, slurm -> SlurmCluster.open(SlurmConfig.standard(data.resolve("slurm"))));
            case "local" -> open.computeIfAbsent(name, local -> local());
            default -> new NoCluster("there is no cluster '" + name + "' here: auto, slurm and local are built in");
        };
    }

    /** Looks at a cluster, with a job that tells what can be told no other way or without. Nothing is asked yet. */
    public Consultation consultation(Patient patient, boolean withJob) {
        InstantSource clock = InstantSource.system();
        String adapter = patient.site().adapter();
        if (adapter.equals("local") || adapter.equals("auto") && !SlurmCluster.present()) {
            Commands commands = LocalCluster.commands(LocalConfig.standard(data.resolve("local")));
            return new Consultation(patient, commands, LocalExamination.of(commands, patient, clock), () -> named("local"), clock);
        }
        SlurmCluster slurm = (SlurmCluster) named("slurm");
        return new Consultation(patient, slurm.commands(), SlurmExamination.of(slurm.commands(), patient, withJob, clock), () -> slurm, clock);
    }

    private Cluster local() {
        try {
            return LocalCluster.obstacle().<Cluster>map(NoCluster::new).orElseGet(() -> LocalCluster.open(LocalConfig.standard(data.resolve("local"))));
        } catch (UncheckedIOException e) {
            return new NoCluster(e.getMessage());
        }
    }

    /** Jobs run on. */
    @Override
    public void close() {
        open.values().forEach(Cluster::close);
    }
}
