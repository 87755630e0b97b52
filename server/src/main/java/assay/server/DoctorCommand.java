package assay.server;

import assay.cli.Advice;
import assay.cli.DataDirectoryOption;
import assay.cli.ExitCode;
import assay.cli.Json;
import assay.cli.MisuseException;
import assay.cli.RecipeFile;
import assay.cli.Terminal;
import assay.cluster.ClusterRefusedException;
import assay.cluster.Clusters;
import assay.cluster.Consultation;
import assay.cluster.doctor.Finding;
import assay.cluster.doctor.JobCheck;
import assay.cluster.doctor.Patient;
import assay.parser.ClusterDefaults;
import assay.parser.ProfileDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Looks at everything that a run needs, before there is one. */
@Command(name = "doctor", description = "Look at this machine and a cluster: what is there, what is missing, and what to do about it. Nothing is started unless --job.",
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:nothing is broken", "3:something is: runs would fail or be refused"})
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Option(names = "--cluster", paramLabel = "NAME", defaultValue = "auto", description = "What to look at: auto (default), slurm, local, or a profile.")
    private String name = "auto";

    @Option(names = "--job", description = "Submit a small job too, of at most 2 minutes and where it can on two nodes, that looks around and is gone afterwards.")
    private boolean job;

    @Option(names = "--wait", paramLabel = "TIME", defaultValue = "2m", converter = WaitTime.class,
            description = "How long the job may wait in the queue, such as 90s or 10m (default: 2m).")
    private Duration patience = Duration.ofMinutes(2);

    @Option(names = "--json", description = "One JSON array of what was found.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        List<Finding> found = new ArrayList<>();
        FindingLines lines = new FindingLines(Terminal.ofLauncher());
        Patient patient = patient();
        Consumer<Finding> tell = finding -> {
            found.add(finding);
            if (!json) {
                lines.of(finding).forEach(System.out::println);
            }
        };
        examine(patient, tell);
        if (json) {
            System.out.println(Json.text(found.stream().map(FindingLines::object).toList()));
        } else {
            System.out.println(FindingLines.summary(found, job));
        }
        return found.stream().anyMatch(Finding::isBroken) ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void examine(Patient patient, Consumer<Finding> tell) throws InterruptedException {
        new ServerCheck(data.path()).look().forEach(tell);
        try (Clusters clusters = Clusters.ofData(data.path()); Consultation consultation = clusters.consultation(patient, job)) {
            boolean sound = consultation.checks().tell(tell);
            if (job && !sound) {
                System.err.println("assay: the job was not submitted, because of what is broken");
            } else if (job) {
                System.err.println("assay: submitting a job, which may wait in the queue for " + WaitTime.shown(patience));
                examine(consultation, tell);
            }
        } catch (ClusterRefusedException e) {
            tell.accept(Finding.broken("machine", "there is no way to the cluster: " + e.getMessage(), "correct connect in " + patient.writtenIn()));
        }
    }

    private void examine(Consultation consultation, Consumer<Finding> tell) throws InterruptedException {
        JobCheck check = consultation.job(RecipeFile.newRun(), patience, Advice::ofWaiting);
        AtomicBoolean over = new AtomicBoolean();
        // Ctrl-C leaves no job behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!over.get()) {
                check.close();
            }
        }));
        check.tell(tell);
        over.set(true);
    }

    private Patient patient() {
        try {
            ClusterDefaults defaults = ProfileDirectory.of(System.getenv()).defaults(name);
            String root = defaults.site().runRoot();
            return new Patient(defaults.site(), defaults.slurm(), defaults.network(), root.isEmpty() ? Path.of("").toAbsolutePath().toString() : root);
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    /** Reads {@code 90s}, {@code 10m} or {@code 1h}. */
    static final class WaitTime implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("expected a time such as 90s, 10m or 1h, but found '" + text + "'");
            }
        }

        static String shown(Duration time) {
            return time.toString().substring(2).toLowerCase(Locale.ROOT);
        }
    }
}
