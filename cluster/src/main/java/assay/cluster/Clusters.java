package assay.cluster;

import assay.cluster.command.Commands;
import assay.cluster.command.LocalCommands;
import assay.cluster.doctor.Patient;
import assay.cluster.files.SharedFiles;
import assay.cluster.local.LocalCluster;
import assay.cluster.local.LocalConfig;
import assay.cluster.local.LocalExamination;
import assay.cluster.slurm.SlurmCluster;
import assay.cluster.slurm.SlurmConfig;
import assay.cluster.slurm.SlurmExamination;
import assay.cluster.slurmrestd.CommandTokens;
import assay.cluster.slurmrestd.RestCluster;
import assay.cluster.slurmrestd.RestConfig;
import assay.cluster.ssh.SshCluster;
import assay.cluster.ssh.SshConfig;
import assay.cluster.staging.SharedCache;
import assay.events.recipe.Connect;
import assay.events.recipe.Location;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clusters that can be had from this machine, by their location; each is opened when it is first asked for. Thread-safe. */
public final class Clusters implements AutoCloseable {
    private static final String NOT_HERE = "ASSAY_LOCAL=never, so no job runs where Assay itself does";
    private static final String NOT_CONFIGURED = "no cluster configured: there is no Slurm here, no profile 'default', and " + NOT_HERE + ". Add the profile of a cluster as "
            + "default.yaml to Assay's directory 'clusters'; the least that it says: { profile: 1, connect: { ssh: USER@LOGIN-NODE }, run_root: /A/SHARED/DIRECTORY }";
    private final Path data;
    private final boolean jobsHere;
    private final Map<Location, Cluster> open = new ConcurrentHashMap<>();

    private Clusters(Path data, boolean jobsHere) {
        this.data = data.toAbsolutePath().normalize();
        this.jobsHere = jobsHere;
    }

    /**
     * For an Assay service that runs alone: the local cluster's records lie where the command line has them too. {@code ASSAY_LOCAL=never} keeps jobs away
     * from the machine, or the container, that the service runs in.
     */
    public static Clusters standard(Map<String, String> environment, String accountHome) {
        String data = environment.getOrDefault("ASSAY_DATA_DIR", "");
        String home = environment.getOrDefault("HOME", accountHome);
        return new Clusters(data.isEmpty() ? Path.of(home, ".local", "state", "assay") : Path.of(data), allowed(environment.getOrDefault("ASSAY_LOCAL", "allowed")));
    }

    /** With the local cluster's records in a data directory, and what is handed to Slurm's commands beside them. */
    public static Clusters ofData(Path dataDirectory) {
        return new Clusters(dataDirectory, true);
    }

    private static boolean allowed(String local) {
        return switch (local) {
            case "allowed" -> true;
            case "never" -> false;
            default -> throw new IllegalArgumentException("Expected ASSAY_LOCAL to be 'allowed' or 'never', but found '" + local + "'");
        };
    }

    /**
     * The cluster at a location. {@code auto} is Slurm where {@code sbatch} is on PATH, however silent it is, else this machine; by ssh or REST it is Slurm.
     * Whatever cannot be had is a {@link NoCluster} that says why.
     */
    public Cluster at(Location location) {
        if (location.connect().elsewhere()) {
            return open.computeIfAbsent(location, far -> far(far.connect()));
        }
        if (location.connect().byRest()) {
            return open.computeIfAbsent(location, rest -> rest(rest.connect()));
        }
        return switch (location.adapter()) {
            case "auto" -> SlurmCluster.present() || jobsHere ? at(Location.here(SlurmCluster.present() ? "slurm" : "local")) : new NoCluster(NOT_CONFIGURED);
            case "slurm" -> open.computeIfAbsent(location, slurm -> SlurmCluster.open(SlurmConfig.standard(data.resolve("slurm"))));
            case "local" -> jobsHere ? open.computeIfAbsent(location, local -> local()) : new NoCluster("there is no cluster 'local' here: " + NOT_HERE);
            default -> new NoCluster("there is no cluster '" + location.adapter() + "' here: auto, slurm and local are built in");
        };
    }

    /** Looks at a cluster, with a job that tells what can be told no other way or without. Nothing is asked yet. */
    public Consultation consultation(Patient patient, boolean withJob) {
        InstantSource clock = InstantSource.system();
        Location location = patient.site().location();
        if (!location.connect().elsewhere() && (location.adapter().equals("local") || location.adapter().equals("auto") && !SlurmCluster.present())) {
            Commands commands = LocalCluster.commands(LocalConfig.standard(data.resolve("local")));
            return new Consultation(patient, commands, LocalExamination.of(commands, patient, clock), () -> at(Location.here("local")), clock);
        }
        return switch (at(location)) {
            case SlurmCluster slurm -> new Consultation(patient, slurm.commands(), SlurmExamination.of(slurm.commands(), patient, withJob, clock), () -> slurm, clock);
            case RestCluster rest -> consultation(rest, patient, withJob, clock);
            case NoCluster none -> throw new ClusterRefusedException(none.reason());
            case Cluster other -> throw new ClusterRefusedException("a cluster that is reached by " + other.adapter() + " is not looked at: `assay plan` asks it");
        };
    }

    private static Consultation consultation(RestCluster rest, Patient patient, boolean withJob, InstantSource clock) {
        Commands commands = new LocalCommands(System.getenv());
        return new Consultation(patient, commands, rest.examination(commands, patient, withJob), () -> rest, clock);
    }

    private Cluster far(Connect connect) {
        try {
            return SshCluster.open(SshConfig.standard(connect, data));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return new NoCluster(e.getMessage());
        }
    }

    /** Its run directories lie on a file system that this machine sees too. */
    private static Cluster rest(Connect connect) {
        try {
            LocalCommands commands = new LocalCommands(System.getenv());
            RestConfig config = RestConfig.of(URI.create(connect.rest()), System.getProperty("user.name"), new CommandTokens(commands, connect.tokenCommand()));
            return RestCluster.open(config, new SharedFiles(), SharedCache.of(System.getenv(), SharedCache.launchedFrom()));
        } catch (IllegalArgumentException e) {
            return new NoCluster(e.getMessage());
        }
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
