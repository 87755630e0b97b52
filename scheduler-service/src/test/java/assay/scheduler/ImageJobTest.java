package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.events.JobEvent.JobScripted;
import assay.events.recipe.Container;
import assay.events.recipe.Program;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs in a real image, started by the real Apptainer: what they find around them, how they are stopped, and what is left of them. */
@Timeout(60)
final class ImageJobTest {
    private static final String UP = "[ -e up ]";
    private static final String WAIT = "touch up; exec sleep 100";

    @TempDir
    private Path directory;
    private JobTrial trial;
    private String image;

    @BeforeEach
    void openTrial() throws Exception {
        image = BuiltImage.postgresql();
        trial = new JobTrial(directory);
    }

    @AfterEach
    void closeTrial() throws IOException {
        if (trial != null) {
            trial.close();
        }
    }

    @Test
    void shouldGiveTheProgramTheScratchAsItsTemporaryDirectoryAndHome() throws Exception {
        // given what is larger than the 64 MiB that a container has of its own
        String text = "echo \"$ASSAY_SCRATCH $PWD $HOME\"; head -c 100M /dev/zero > /tmp/large; head -c 1M /dev/zero > /var/tmp/small; ls /tmp; " + WAIT;

        // when
        String log = ranUntilReady(program(text));

        // then
        assertThat(log).contains("/tmp /tmp /tmp\n", "large\n", "small\n").doesNotContain("No space left");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldKeepPathsOfSocketsShortWhateverTheScratchIsCalled() throws Exception {
        // given
        Path deep = Files.createDirectories(directory.resolve("scratch-of-this-site/".repeat(6)));
        Site site = new Site("slurm", "slurm", true, "", deep.toString(), List.of(), false, Map.of());
        String text = "perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => \"$ENV{ASSAY_SCRATCH}/.s.PGSQL.5432\", Listen => 1) or die \"no socket: $!\"'; " + WAIT;

        // when
        Process job = trial.start(Samples.script(Samples.service(program(text), UP, 10, List.of()), site, trial.config()));
        trial.await(job, "READY");

        // then
        assertThat(trial.log()).doesNotContain("no socket");
        stop(job);
    }

    @Test
    void shouldCleanTheEnvironmentButForWhatIsTheJobs() throws Exception {
        // given
        String value = "a $(id) `id` $HOME 'b' \"c\"\\ ,d=e";
        Program program = new Program(image, List.of(), "env | grep -E '^(LD_PRELOAD|PYTHONPATH|SLURM_JOB_ID|CUDA_VISIBLE_DEVICES|MODE|ASSAY_IMAGE)=' | sort; " + WAIT, "",
                Map.of("MODE", value), List.of());

        // when
        Process job = trial.start(script(program), "4711", Map.of("PYTHONPATH", "/host/python", "CUDA_VISIBLE_DEVICES", "0,1"));
        trial.await(job, "READY");

        // then
        assertThat(trial.log()).contains("ASSAY_IMAGE=" + image + "\nCUDA_VISIBLE_DEVICES=0,1\nMODE=" + value + "\nSLURM_JOB_ID=4711\n");
        stop(job);
    }

    @Test
    void shouldTellWhatItEntered() throws Exception {
        // when
        ranUntilReady(program(WAIT));

        // then
        Map<String, String> entered = trial.events("ENTERED").getFirst();
        assertThat(entered).containsEntry("image", image).containsEntry("sha256",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(image)))));
        assertThat(entered.get("runtime")).matches("apptainer [0-9.]+.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec ", ""})
    void shouldSendItsStopSignalToTheProgramOnce(String exec) throws Exception {
        // given a program that counts how often it is asked, with and without a shell above it
        String perl = "my $asked = 0; $SIG{INT} = sub { $asked++ }; open(my $up, \">\", \"up\"); sleep 1 until $asked; sleep 1; print \"asked $asked\\n\"; exit 7";
        Program program = new Program(image, List.of(), exec + "perl -e '" + perl + "'; exit $?", "", Map.of(), List.of());
        ServiceSpec plain = Samples.service(program, UP, 10, List.of());
        ServiceSpec service = new ServiceSpec(plain.name(), "", Map.of(), program, plain.ready(), new ServiceSpec.Stop("INT", 10), Map.of(), List.of(), List.of(), "auto",
                Samples.SLURM, "");

        // when
        Process job = trial.start(Samples.script(service, trial.site(), trial.config()));
        trial.await(job, "READY");
        stop(job);

        // then
        assertThat(trial.log()).contains("asked 1\n");
        assertThat(trial.last()).containsEntry("reason", "stop-requested");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldEndWhatLeavesItsGroupInside() throws Exception {
        // when
        ranUntilReady(program("setsid sleep 1000 & (setsid sleep 1001 &); " + WAIT));

        // then
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldLetEverythingBearTheTokenThatAKilledJobLeaves() throws Exception {
        // given
        Process job = trial.start(script(program("setsid sleep 1000 & " + WAIT)));
        trial.await(job, "READY");
        List<ProcessHandle> all = job.descendants().toList();

        // when the shell of the job and the container's runtime are killed outright
        job.destroyForcibly().waitFor();
        all.stream().filter(process -> commandLine(process).startsWith("Apptainer runtime parent")).forEach(ProcessHandle::destroyForcibly);

        // then
        List<String> bearers = trial.bearers();
        assertThat(bearers).anyMatch(process -> commandLine(process).contains("squashfuse")).anyMatch(process -> commandLine(process).contains("sleep 1000"));
        bearers.forEach(process -> ProcessHandle.of(pid(process)).ifPresent(ProcessHandle::destroyForcibly));
        trial.await(() -> all.stream().filter(ProcessHandle::isAlive).noneMatch(process -> commandLine(process).contains("squashfuse")));
    }

    @Test
    void shouldBindWhatTheRecipeNames() throws Exception {
        // given
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.writeString(data.resolve("in"), "given\n");
        Path other = Files.createDirectories(directory.resolve("other"));
        Program program = in(new Container(List.of(data + ":/data:ro", other.toString()), false, false),
                "cat /data/in; touch /data/out || touch " + other + "/out; " + WAIT);

        // when
        String log = ranUntilReady(program);

        // then
        assertThat(log).contains("given\n", "Read-only file system");
        assertThat(other.resolve("out")).exists();
    }

    @Test
    void shouldFindStagedThingsWhereTheyLie() throws Exception {
        // given
        Path staged = Files.createDirectories(directory.resolve("cache/model"));
        Files.writeString(staged.resolve("config"), "a model\n");
        trial.write("artifacts.tsv", "hub:model\t" + staged + "\nhub:gone\t" + directory.resolve("gone") + "\n");

        // when
        String log = ranUntilReady(program("cat " + staged + "/config; " + WAIT));

        // then
        assertThat(log).contains("a model\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldLetTheImageBeWrittenToOnlyWhereTheRecipeSaysSo(boolean writable) throws Exception {
        // when
        String log = ranUntilReady(in(new Container(List.of(), false, writable), "{ echo x > /etc/mine && cat /etc/mine; } || true; " + WAIT));

        // then
        assertThat(log.contains("Read-only file system")).isEqualTo(!writable);
    }

    @Test
    void shouldRunAsTheAccountThatRootDropsTo() throws Exception {
        // given
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can drop root");
        trial.write("secrets/db.word", "s3cret");
        Program program = new Program(image, List.of(), "id -un; cat \"$ASSAY_SECRET_WORD\"; " + WAIT, "", Map.of(), List.of("nobody"));
        JobScripted script = Samples.script(Samples.service(program, UP, 10, List.of("word")), Samples.SITE, trial.config());

        // when
        Process job = trial.start(script);
        trial.await(job, "READY");
        stop(job);

        // then
        assertThat(trial.log()).contains("nobody\ns3cret");
        assertThat(trial.bearers()).isEmpty();
        assertThat(Path.of("/tmp/assay-" + JobTrial.TOKEN)).doesNotExist();
    }

    private Program program(String run) {
        return in(Container.PLAIN, run);
    }

    private Program in(Container container, String run) {
        return new Program(image, List.of(), run, "", Map.of(), List.of(), Map.of(), List.of(), Map.of(), container);
    }

    private JobScripted script(Program program) {
        return Samples.script(Samples.service(program, UP, 10, List.of()), trial.site(), trial.config());
    }

    /** Runs a service until it is ready, stops it, and gives its log. */
    private String ranUntilReady(Program program) throws Exception {
        Process job = trial.start(script(program));
        trial.await(job, "READY");
        stop(job);
        return trial.log();
    }

    private void stop(Process job) throws Exception {
        trial.age("stop/" + JobTrial.TOKEN, 0);
        assertThat(trial.exit(job)).as(trial.log()).isZero();
    }

    private static long pid(String process) {
        return Long.parseLong(Path.of(process).getFileName().toString());
    }

    private static String commandLine(String process) {
        return ProcessHandle.of(pid(process)).map(ImageJobTest::commandLine).orElse("");
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline")).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
