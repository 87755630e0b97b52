package assay.cli;

import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.PendingReason;
import assay.events.ClusterState;
import assay.events.JobEvent.ReportKind;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.SlurmOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What to do about a job that failed or waits in vain: one table for each kind of cause. Pure. */
public final class Advice {
    /** By the beginning of Slurm's reason; the first that fits holds. */
    private static final Map<String, String> WAITING = new LinkedHashMap<>();
    private static final Map<Integer, String> EXIT_CODES = Map.of(
            69, "its program is not on its node: install or load it there, or name nodes that have it with %s.slurm.constraint",
            73, "a file could not be made: look for free space and for permissions in the run directory and in the node's scratch",
            77, "the job runs as root, and none of the accounts in %s.drop_root_to is on its node: name one that is, or submit as another user");

    static {
        WAITING.put("PartitionTimeLimit", "the partition does not allow so long a job: ask for less with slurm.time, or choose another slurm.partition");
        WAITING.put("PartitionNodeLimit", "the partition does not allow so many nodes: ask for fewer with slurm.nodes, or choose another slurm.partition");
        WAITING.put("DependencyNeverSatisfied", "a job that it was to follow never started: look at that one first");
        WAITING.put("BadConstraints", "no node has what it asks for: look at slurm.constraint, slurm.mem, slurm.cpus_per_task and slurm.gres");
        WAITING.put("InvalidAccount", "choose another slurm.account; `sacctmgr show assoc user=$USER` lists yours");
        WAITING.put("AccountNotAllowed", "choose another slurm.account; `sacctmgr show assoc user=$USER` lists yours");
        WAITING.put("InvalidQOS", "choose another slurm.qos; `sacctmgr show assoc user=$USER` lists yours");
        WAITING.put("QOSNotAllowed", "choose another slurm.qos; `sacctmgr show assoc user=$USER` lists yours");
        WAITING.put("QOSMaxWall", "the QOS does not allow so long a job: ask for less with slurm.time, or choose another slurm.qos");
        WAITING.put("QOSTimeLimit", "the QOS does not allow so long a job: ask for less with slurm.time, or choose another slurm.qos");
        WAITING.put("QOSMaxNode", "the QOS does not allow so many nodes: ask for fewer with slurm.nodes, or choose another slurm.qos");
        WAITING.put("QOSMaxCpu", "the QOS does not allow so many CPUs: ask for fewer with slurm.cpus_per_task or slurm.ntasks, or choose another slurm.qos");
        WAITING.put("QOSMaxMem", "the QOS does not allow so much memory: ask for less with slurm.mem, or choose another slurm.qos");
        WAITING.put("QOSMaxGRES", "the QOS does not allow so many GPUs or the like: ask for fewer with slurm.gres, or choose another slurm.qos");
        WAITING.put("QOSMin", "the QOS is for larger jobs: choose another slurm.qos");
        WAITING.put("AssocMaxWall", "the account does not allow so long a job: ask for less with slurm.time, or choose another slurm.account");
        WAITING.put("AssociationTimeLimit", "the account does not allow so long a job: ask for less with slurm.time, or choose another slurm.account");
        WAITING.put("AssocMaxNode", "the account does not allow so many nodes: ask for fewer with slurm.nodes, or choose another slurm.account");
        WAITING.put("AssocMaxCpu", "the account does not allow so many CPUs: ask for fewer with slurm.cpus_per_task or slurm.ntasks, or choose another slurm.account");
        WAITING.put("AssocMaxMem", "the account does not allow so much memory: ask for less with slurm.mem, or choose another slurm.account");
        WAITING.put("JobHeldAdmin", "an administrator holds it: ask the site why");
        WAITING.put("ReservationDeleted", "its reservation is gone: leave slurm.reservation out, or name another one");
        WAITING.put("launch failed requeued held", "its node could not start it: leave that node out with slurm.exclude, and tell the site");
        WAITING.put("Partition", "the partition starts no jobs now: wait, or choose another slurm.partition");
        WAITING.put("ReqNodeNotAvail", "nodes that it needs are down or reserved: `sinfo -R` says why; slurm.partition, slurm.nodelist and slurm.exclude choose others");
        WAITING.put("Node", "nodes that it needs are down: `sinfo -R` says why; slurm.partition, slurm.nodelist and slurm.exclude choose others");
        WAITING.put("JobHeldUser", "it is held: `scontrol release` with its job id lets it start");
        WAITING.put("QOS", "what the QOS may use is in use: it starts when other jobs end, or with another slurm.qos");
        WAITING.put("Assoc", "what the account may use is in use: it starts when other jobs end, or with another slurm.account");
        WAITING.put("BurstBuffer", "the burst buffer is not ready: ask the site when it stays so");
        WAITING.put("FrontEndDown", "the cluster's front end is down: ask the site when it stays so");
        WAITING.put("Reservation", "it waits for its reservation: `scontrol show reservation` tells when that begins");
    }

    private final Recipe recipe;
    private final Job job;

    private Advice(Recipe recipe, Job job) {
        this.recipe = recipe;
        this.job = job;
    }

    /** What a job's reason to wait means that is more than waiting for its turn. */
    public static String ofWaiting(String reason) {
        String word = reason.startsWith("(") ? reason.substring(1) : reason;
        return WAITING.entrySet().stream().filter(row -> word.startsWith(row.getKey())).findFirst().map(Map.Entry::getValue)
                .orElse("it may wait for long: `man squeue` says what the reason means");
    }

    /**
     * What to do about a job that ended badly; empty where only its log can tell.
     *
     * @param waitedFor why it was pending last, in Slurm's words; empty when it started
     */
    static Optional<String> of(Recipe recipe, Job job, String waitedFor) {
        if (!(job.state() instanceof JobState.Ended ended)) {
            return Optional.empty();
        }
        Advice advice = new Advice(recipe, job);
        boolean vain = !waitedFor.isEmpty() && PendingReason.of(waitedFor) != PendingReason.WAITS;
        return vain ? Optional.of(ofWaiting(waitedFor))
                : advice.ofState(ended.event().state()).or(advice::ofWord).or(() -> advice.ofExit(ended.event().exitCode()));
    }

    /** By what the job said of its end. */
    private Optional<String> ofWord() {
        String reason = job.report(ReportKind.STOPPED).map(report -> report.details().getOrDefault("reason", "")).orElse("");
        return switch (reason) {
            case "not-ready" -> Optional.of("give it more time with " + path() + ".ready.timeout"
                    + service().map(spec -> ", it had " + spec.ready().timeoutSeconds() + " s").orElse("") + ", or find in its log what kept it");
            case "never-ready" -> Optional.of("find in its log what failed inside of it: its probe, " + path() + ".ready, said that waiting was in vain");
            case "time-limit" -> Optional.of(moreTime());
            case "requeued" -> Optional.of(furtherAttempt());
            case "no-free-port" -> Optional.of("its node has no free port left: run it on another one with " + path() + ".slurm.exclude");
            case "no-endpoint" -> Optional.of("its node cannot connect to its target: name another network of the service with services."
                    + target() + ".network, such as ib0 or hostname");
            case "lease-expired", "no-lease" -> Optional.of("no server of Assay looked after it: keep one with `assay server` where it is not killed, and run it again");
            case "no-image" -> Optional.of("its log says why its container image cannot be used on its node: mend " + path() + ".image or " + path()
                    + ".container, and where Apptainer is a module, load it in the profile's setup");
            case "prepare-failed" -> Optional.of("its preparation failed: mend " + path() + ".prepare, or what it needs on its node");
            default -> Optional.empty();
        };
    }

    /** By the wrapper's own exit codes; a program may use the same for something else. */
    private Optional<String> ofExit(int code) {
        boolean programRan = job.report(ReportKind.STOPPED).filter(report -> !report.details().getOrDefault("program_exit", "").isEmpty()).isPresent();
        return programRan ? Optional.empty() : Optional.ofNullable(EXIT_CODES.get(code)).map(words -> words.replace("%s", path()));
    }

    /** By what the cluster said of its end. */
    private Optional<String> ofState(ClusterState state) {
        return switch (state) {
            case OUT_OF_MEMORY -> Optional.of(moreMemory());
            case TIMEOUT, DEADLINE -> Optional.of(moreTime());
            case NODE_FAIL, BOOT_FAIL, PREEMPTED, REVOKED -> Optional.of(furtherAttempt());
            case CANCELLED -> job.stop().isPresent() ? Optional.empty() : Optional.of("it was cancelled on the cluster; if nobody here did it, ask the site, and run it again");
            case LOST -> Optional.of("the cluster forgot the job: ask the site whether its node or Slurm's controller started anew, and run it again");
            case NOT_SUBMITTED -> Optional.of("`scontrol ping` shows whether Slurm answers; run it again when it does");
            case PENDING, CONFIGURING, RUNNING, COMPLETING, STAGE_OUT, SIGNALING, STOPPED, SUSPENDED, REQUEUED, REQUEUE_HOLD, RESIZING, SPECIAL_EXIT, COMPLETED, FAILED,
                    UNKNOWN, GONE -> Optional.empty();
        };
    }

    private String moreMemory() {
        String had = slurm().flatMap(options -> Optional.ofNullable(options.options().get("mem"))).orElse("what the partition gives by default");
        return had.equals("0") ? "it had all the memory of its node: run it on a larger one, or let it use less" : "ask for more memory with " + path() + ".slurm.mem, it had " + had;
    }

    private String moreTime() {
        return "ask for more time with " + path() + ".slurm.time, it had " + Moments.words(Duration.ofSeconds(job.plan().timeLimitSeconds()));
    }

    private String furtherAttempt() {
        return "the cluster took it away: run it again, or let it begin again with " + path() + ".attempts, it had " + job.plan().attempts();
    }

    private String path() {
        return (job.allocation() ? "" : job.service() ? "services." : "clients.") + job.plan().component();
    }

    private String target() {
        return recipe.clients().stream().filter(client -> client.name().equals(job.plan().component())).map(client -> client.target()).findFirst().orElse("NAME");
    }

    private Optional<ServiceSpec> service() {
        return recipe.services().stream().filter(spec -> job.service() && spec.name().equals(job.plan().component())).findFirst();
    }

    private Optional<SlurmOptions> slurm() {
        return service().map(ServiceSpec::slurm).or(() -> recipe.clients().stream().filter(client -> client.name().equals(job.plan().component()))
                .map(client -> client.slurm()).findFirst());
    }
}
