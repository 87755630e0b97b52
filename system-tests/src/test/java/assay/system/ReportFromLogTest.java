package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every kind of run: its report is made again from the log alone, byte for byte but for the time it was generated. The server has ended, the run's
 * directory is gone, and whoever asks the cluster something is told nothing and found out.
 */
@Timeout(600)
class ReportFromLogTest {
    private static final List<String> FILES = List.of("report.html", "report.md", "result.json");
    private static final String FIGURES = Recipes.client("echo answers 42.5 in all").replace("    target: web\n", """
                target: web
                figures: { answers: { regex: 'answers ([0-9.]+)', unit: 1/s, better: higher } }
            """);
    private static final String NEVER_READY = Recipes.measured(1, 0).replace("services:\n  web:\n", "services:\n  web:\n    ready: { command: ['false'], timeout: 3s }\n");

    @RegisterExtension
    final Workbench workbench = new Workbench();

    /** A run that is over, and where its report was kept before all else was taken away. */
    private record Over(String kind, String id, Path kept) {
    }

    @Test
    void shouldMakeTheReportOfEveryKindOfRunAgainFromTheLogAlone() throws Exception {
        // given
        List<Over> runs = List.of(over("good", 0, Recipes.measured(2, 0), "cluster=slurm"), over("failed-start", 3, Recipes.service("echo no licence >&2; exit 7", "")),
                over("never-ready", 3, NEVER_READY), over("client-failed", 3, Recipes.client("echo cannot >&2; exit 3")), cancelled(),
                over("invalid", 2, Recipes.measured(2, 21)),
                over("split", 0, Recipes.measured(2, 0), "cluster=local", "repetitions=2", "clients.load.job=repetition", "services.web.lifetime=repetition"),
                over("replicas", 0, Recipes.measured(2, 0), "cluster=local", "clients.load.replicas=2"), over("figures", 0, FIGURES));
        List<Over> without = List.of(over("refused", 4, Recipes.client("true"), "cluster=slurm", "slurm.partition=nosuch"),
                over("rejected", 4, Recipes.client("true"), "services.web.redy=1"));
        assertThat(workbench.assay("server", "stop").exitCode()).isZero();
        Path asked = forbidTheCluster();

        for (Over run : runs) {
            // when
            Ended again = workbench.assay("report", run.id(), "--from-log", "--verify", "-o", again(run).toString());

            // then
            assertThat(again.exitCode()).as(run.kind() + " " + again.console()).isZero();
            assertThat(again.out()).containsPattern("report.html: EQUAL").containsPattern("report.md: EQUAL").containsPattern("result.json: EQUAL");
            for (String file : FILES) {
                assertThat(differences(run.kept().resolve(file), again(run).resolve(file))).as(run.kind() + " " + file).hasSize(1).allMatch(line -> line.contains("generated"));
            }
        }
        for (Over run : without) {
            Ended again = workbench.assay("report", run.id(), "--from-log", "-o", again(run).toString());
            assertThat(again.exitCode()).isZero();
            assertThat(again.err()).contains("nothing to compare with");
            assertThat(again(run).resolve("report.html")).isNotEmptyFile();
        }
        assertThat(asked).doesNotExist();
    }

    private Over cancelled() throws Exception {
        Trial trial = Trial.start(workbench, "cancelled", Recipes.client("sleep 300"), "--set", "cluster=local").awaitReport("load", "\"phase\":\"measure\"");
        workbench.assay("cancel", trial.id(), "--reason", "enough");
        return taken("cancelled", 5, trial);
    }

    private Over over(String kind, int exitCode, String recipe, String... settings) throws Exception {
        List<String> further = new ArrayList<>();
        (settings.length == 0 ? List.of("cluster=local") : List.of(settings)).forEach(setting -> further.addAll(List.of("--set", setting)));
        return taken(kind, exitCode, Trial.start(workbench, kind, recipe, further.toArray(String[]::new)));
    }

    /** Waits for its end, keeps its report, and takes its directory away. */
    private Over taken(String kind, int exitCode, Trial trial) throws IOException {
        Ended ended = trial.await();
        assertThat(ended.exitCode()).as(kind + " " + ended.console()).isEqualTo(exitCode);
        Path kept = workbench.directory().resolve("kept-" + kind);
        if (Files.exists(trial.output().resolve("report"))) {
            Files.move(trial.output().resolve("report"), kept);
        }
        if (Files.exists(trial.output())) {
            Installation.remove(trial.output());
        }
        return new Over(kind, trial.id(), kept);
    }

    private Path again(Over run) {
        return workbench.directory().resolve("again-" + run.kind());
    }

    /** From here on each command of a cluster fails, and leaves a note. */
    private Path forbidTheCluster() throws IOException {
        Path tools = Files.createDirectory(workbench.directory().resolve("tools"));
        Path asked = workbench.directory().resolve("asked");
        for (String command : List.of("sbatch", "squeue", "scontrol", "scancel", "sacct", "sinfo", "sstat", "sacctmgr", "srun")) {
            Files.writeString(tools.resolve(command), "#!/bin/sh\necho \"$0 $*\" >> " + asked + "\nexit 1\n");
            Files.setPosixFilePermissions(tools.resolve(command), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        workbench.environment("PATH", tools + ":" + System.getenv("PATH"));
        return asked;
    }

    private static List<String> differences(Path one, Path other) throws IOException {
        List<String> before = Files.readAllLines(one);
        List<String> after = Files.readAllLines(other);
        assertThat(after).hasSameSizeAs(before);
        List<String> different = new ArrayList<>();
        for (int line = 0; line < before.size(); line++) {
            if (!before.get(line).equals(after.get(line))) {
                different.add(before.get(line));
            }
        }
        return different;
    }
}
