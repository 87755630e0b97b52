package assay.log;

import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.ErrorCount;
import assay.events.Event;
import assay.events.EventType;
import assay.events.Figure;
import assay.events.FileFact;
import assay.events.JobEvent;
import assay.events.JobName;
import assay.events.Measurement;
import assay.events.MetricEvent;
import assay.events.PlannedJob;
import assay.events.Problem;
import assay.events.RecipeEvent;
import assay.events.RunId;
import assay.events.Token;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Container;
import assay.events.recipe.MonitorSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One realistic event of each type: those of a run of the PostgreSQL recipe. */
final class EventSamples {
    static final RunId RUN = new RunId("7k3q2mab9z");
    private static final JobName DB = new JobName("db");
    private static final JobName LOAD = new JobName("load");
    private static final Token DB_TOKEN = Token.of(DB, 1, RUN, "l0g1d234");
    private static final Token LOAD_TOKEN = Token.of(LOAD, 1, RUN, "l0g1d234");
    private static final ClusterJobId DB_JOB = new ClusterJobId("4711");
    private static final ClusterJobId LOAD_JOB = new ClusterJobId("4712");
    private static final Instant AT = Instant.parse("2026-11-23T10:15:30.250Z");
    private static final String SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final Problem PROBLEM = new Problem("postgresql.yaml", 14, 7, "unknown key 'redy' in services.db", "did you mean 'ready'?");

    private EventSamples() {
    }

    static Event of(EventType type) {
        return switch (type) {
            case RECIPE_SUBMITTED -> submission();
            case RUN_CANCEL_REQUESTED -> new RecipeEvent.RunCancelRequested("wrong partition", "ada", false);
            case RERUN_REQUESTED -> new RecipeEvent.RerunRequested(RUN, "schedule", "/home/ada/runs/second", "ada");
            case RUN_REQUESTED -> new JobEvent.RunRequested(submission());
            case CANCEL_ACCEPTED -> new JobEvent.CancelAccepted("interrupted at the terminal", "ada", true);
            case RECIPE_ACCEPTED -> new JobEvent.RecipeAccepted(recipe(), SHA, List.of(new Problem("postgresql.yaml", 0, 0, "only 3 repetitions", "")));
            case RECIPE_REJECTED -> new JobEvent.RecipeRejected(List.of(PROBLEM));
            case RUN_PLANNED -> new JobEvent.RunPlanned(List.of(new PlannedJob(DB, PlannedJob.Kind.SERVICE, "db", List.of(), 1, 600, 0),
                    new PlannedJob(LOAD, PlannedJob.Kind.CLIENT, "load", List.of(DB), 1, 600, 3)), 1.0 / 3);
            case RUN_REFUSED -> new JobEvent.RunRefused(List.of(PROBLEM));
            case JOB_SCRIPTED -> new JobEvent.JobScripted(DB, "#!/bin/bash\n#SBATCH --mem=2G\necho \"$PORT\"\n", List.of("--mem=2G", "--time=00:10:00"), SHA);
            case JOB_RELEASED -> new JobEvent.JobReleased(DB);
            case RUN_CLOSING -> new JobEvent.RunClosing(JobEvent.ClosingReason.COMPLETED, "all clients ended well");
            case JOB_STOP_REQUESTED -> new JobEvent.JobStopRequested(DB, "the last client ended");
            case RUN_FINISHED -> new JobEvent.RunFinished(JobEvent.Outcome.COMPLETED, "");
            case CLUSTER_OBSERVED -> new JobEvent.ClusterObserved("slurm", true, "", false,
                    ordered("name", "hpc1", "version", "slurm 24.11.5", "user", "ada"), List.of(), "/home/ada/runs/7k3q2m");
            case JOB_CHECKED -> new JobEvent.JobChecked(DB, true, "Job 4713 to start at 2026-11-23T10:15:31");
            case ARTIFACT_STAGED -> new JobEvent.ArtifactStaged("docker://redis:7.4", SHA, 41_943_040L, 12.5, "image",
                    "/home/ada/.cache/assay/sha256/" + SHA + "/image.sif", false);
            case ARTIFACT_CHECKED -> new JobEvent.ArtifactChecked("docker://redis:7.4", "image", false, 0, "to be pulled by apptainer", "", "");
            case STAGING_FAILED -> new JobEvent.StagingFailed("docker://redis:7.5", true, "apptainer says: FATAL: While making image from oci registry: manifest unknown",
                    "look at the reference");
            case SUBMISSION_INTENDED -> new JobEvent.SubmissionIntended(DB_TOKEN, AT.plusSeconds(60), "login1/4242");
            case JOB_SUBMITTED -> new JobEvent.JobSubmitted(DB_TOKEN, DB_JOB, false);
            case SUBMISSION_REFUSED -> new JobEvent.SubmissionRefused(DB_TOKEN, JobEvent.RefusalKind.PERMANENT, "sbatch: error: invalid partition specified: gpu");
            case JOB_STATE_CHANGED -> new JobEvent.JobStateChanged(DB_TOKEN, DB_JOB, ClusterState.RUNNING, "None", "n1");
            case JOB_REPORTED -> new JobEvent.JobReported(DB_TOKEN, DB_JOB, 0, 2, Instant.parse("2026-11-23T10:15:33.115123Z"), JobEvent.ReportKind.READY,
                    ordered("port", "20417", "host", "n1"));
            case WORKLOAD_MEASURED -> new JobEvent.WorkloadMeasured(LOAD_TOKEN, 2, measurement());
            case JOB_ENDED -> new JobEvent.JobEnded(LOAD_TOKEN, ClusterState.COMPLETED, 0, "", List.of("done", "3 windows"), 71.5,
                    List.of(new FileFact("results/load/rep-2/pgbench.log", 8_192, SHA)));
            case RUN_CLEANED -> new JobEvent.RunCleaned(List.of(DB_TOKEN + " COMPLETED", LOAD_TOKEN + " COMPLETED"), List.of("scratch on n7"), List.of());
            case ENDPOINT_DISCOVERED -> new JobEvent.EndpointDiscovered(DB_TOKEN, "n1", "10.0.0.17", 20_417, List.of("ib0=10.0.0.17", "eth0=192.0.2.17"), true);
            case SERVICE_READY -> new JobEvent.ServiceReady(DB_TOKEN, 2.25, "PostgreSQL 15.18");
            case SERVICE_UNREADY -> new JobEvent.ServiceUnready(DB_TOKEN, "its job ended");
            case METRICS_SUMMARISED -> new JobEvent.MetricsSummarised(List.of(new JobEvent.MetricSummary("cgroup", DB, "memory_bytes", 60, 2.5e8, 3.1e8,
                    List.of(List.of(3.5, 2.4e8), List.of(4.5, 2.6e8)))), List.of("sstat: no answer for 12 s"), List.of(new FileFact("metrics.csv", 4_096, SHA)));
            case SAMPLES_RECORDED -> new MetricEvent.SamplesRecorded("cgroup", DB, "n1", "", AT, numbers("cpu_seconds", 12.75, "memory_bytes", 2.5e8));
            case PROGRESS_REPORTED -> new MetricEvent.ProgressReported(LOAD, "measure", 2, AT, numbers("tps", 2481.0, "latency_ms", 0.8));
            case SOURCE_LOST -> new MetricEvent.SourceLost("sstat", DB, "slurm_load_jobs error: Unable to contact slurm controller");
            case SOURCE_RECOVERED -> new MetricEvent.SourceRecovered("sstat", DB);
            case REPORT_PUBLISHED -> new JobEvent.ReportPublished(JobEvent.Verdict.VALID, List.of(), JobEvent.Evidence.FIRST_LOOK,
                    List.of(new Figure("load.tps", 2466.25, "1/s", Figure.Better.HIGHER)), List.of(new JobEvent.SloResult("load.errors == 0", true, "0")),
                    143.0, 60.0, List.of(new FileFact("report/report.html", 65_536, SHA)), AT);
        };
    }

    private static RecipeEvent.RecipeSubmitted submission() {
        return new RecipeEvent.RecipeSubmitted("recipe: 1\nname: postgresql-tpcb\n# Grüße\n", "postgresql.yaml", RecipeEvent.Mode.RUN,
                List.of("clients.load.with.scale=20"), ordered("team", "storage", "commit", "0a1b2c"),
                List.of(new RecipeEvent.SmallFile("bench.sql", "U0VMRUNUIDE7Cg==")), "/home/ada/runs/7k3q2m", "ada@login1", "/home/ada/recipes");
    }

    private static Recipe recipe() {
        Program server = new Program("/home/ada/recipes/pg.sif", List.of("postgres", "-p", "$PORT"), "", "initdb", ordered("PGDATA", "data"), List.of("postgres", "nobody"),
                ordered(), List.of(), ordered("ASSAY_STAGED_LOADGEN", "assay:loadgen"), new Container(List.of("/data:/data:ro"), false, true));
        ServiceSpec db = new ServiceSpec("db", "postgresql", ordered("settings.shared_buffers", "256MB"), server,
                new ServiceSpec.Ready(List.of("pg_isready", "-p", "$PORT"), "", 60), new ServiceSpec.Stop("INT", 15), ordered("USER", "assay"),
                List.of("password"), List.of(), "auto", new SlurmOptions(ordered("cpus_per_task", "1", "mem", "2G"), 1, 600), "postgres --version");
        Program client = new Program("", List.of(), "pgbench -T 20\n", "pgbench -i -s 10\n", ordered("ASSAY_WITH_SCALE", "10"), List.of());
        ClientSpec load = new ClientSpec("load", "pgbench", ordered("scale", "10", "clients", "4"), client, "pgbench -T 5\n", "db", "pgbench", 25,
                new SlurmOptions(ordered("cpus_per_task", "1"), 1, 600));
        return new Recipe("postgresql-tpcb", "TPC-B-like load on one PostgreSQL server", Site.builtIn("auto"), List.of(db), List.of(load), 3,
                new MonitorSpec(numbers("sstat", 5.0, "cgroup", 1.0)), List.of("load.latency_p95 < 50ms"), List.of());
    }

    private static Measurement measurement() {
        return new Measurement(true, AT, AT.plusSeconds(20), 49_325, 0, 0, List.of(new Figure("tps", 2466.25, "1/s", Figure.Better.HIGHER),
                new Figure("latency_p95", 2.4, "ms", Figure.Better.LOWER)), "HISTFAAAABx42pNpmSzMwMDAxAABzFCaEUoz2X+AsQA/awKA", List.of(2_480L, 2_461L),
                "closed, 4 users", List.of(), ordered("ttft", "HISTFAAAABx42pNpmSzMwMDAxAABzFCaEUoz2X+AsQA/awKA"),
                List.of(new ErrorCount("timeout", 2, AT.plusSeconds(3), AT.plusSeconds(4), "no whole answer within 60 s")));
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private static Map<String, Double> numbers(String first, double one, String second, double two) {
        Map<String, Double> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }
}
