package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.Watched.Snapshot;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.JobChecked;
import assay.events.JobEvent.JobReleased;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobName;
import assay.events.Limit;
import assay.events.PlannedJob;
import assay.events.PlannedJob.Kind;
import assay.events.PlannedJob.Work;
import assay.testkit.SampleRun;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What {@code assay plan} prints. */
class PlanTextTest {
    private static final List<Envelope> LOG = SampleRun.log(3, 20);
    private static final List<Envelope> CHECKED = LOG.subList(0, Samples.until(LOG, JobReleased.class::isInstance).size() - 1);
    private static final JobName DB = SampleRun.DB.job();

    @Test
    void shouldShowTheJobsAndWhatTheyMayCost() {
        // when
        List<String> lines = lines(CHECKED);
        // then
        assertThat(lines).containsExactly("plan of postgresql-tpcb   cluster slurm slurm 22.05.8",
                "  JOB   NODES      LIMIT  TRIES  NODE-HOURS  WINDOWS",
                "  db        1  10 m 00 s      1        0.17",
                "  load      1  10 m 00 s      1        0.17  1-3",
                "worst case 0.33 node-hours",
                "db may idle for 10 m 00 s while its clients queue: 0.17 node-hours of these",
                "db is submitted at once; the cluster says: it would take it",
                "load is submitted when db is ready; the cluster says: it would take it",
                "nothing was submitted");
    }

    @Test
    void shouldShowSplitJobsReplicasAndEarlyClients() {
        // given
        JobName first = new JobName("load-r1-1");
        PlannedJob db = new PlannedJob(DB, Kind.SERVICE, "db", List.of(), List.of(), 2, 600, Work.NONE, false, 2);
        PlannedJob load = new PlannedJob(SampleRun.LOAD.job(), Kind.CLIENT, "load", List.of(DB), List.of(first), 1, 300, new Work(2, 1, 1, 2), true, 1);
        // when
        List<String> lines = lines(planned(db, load));
        // then
        assertThat(lines).contains("  db        2  10 m 00 s      2        0.67", "  load      1   5 m 00 s      1        0.08  2, replica 1/2",
                "load is submitted with db, waits inside; when load-r1-1 is over; the cluster says: it would take it",
                "load may idle for 60.0 s while its services start: 0.02 node-hours of these");
    }

    @Test
    void shouldTellNothingOfIdleNodesWhereJobsShareAnAllocation() {
        // given
        JobName allocation = new JobName("allocation");
        PlannedJob db = new PlannedJob(DB, Kind.SERVICE, "db", List.of(allocation), List.of(), 1, 600, Work.NONE, false, 1, "allocation");
        PlannedJob load = new PlannedJob(SampleRun.LOAD.job(), Kind.CLIENT, "load", List.of(DB, allocation), List.of(), 1, 600, Work.all(1), false, 1, "allocation");
        // when
        List<String> lines = lines(planned(db, load));
        // then
        assertThat(lines).contains("  db        1  10 m 00 s      1        0.00", "db begins when allocation is ready; the cluster says: it would take it")
                .noneMatch(line -> line.contains("idle"));
    }

    @Test
    void shouldTellWhenTheClusterWouldStartAJob() {
        // given
        List<Envelope> events = CHECKED.stream().map(envelope -> envelope.event() instanceof JobChecked check
                ? Samples.instead(envelope, new JobChecked(check.job(), true, "Job 4 to start at 1795684007 using 1 processors")) : envelope).toList();
        // then
        assertThat(lines(events)).contains("db is submitted at once; the cluster says: to start at 2026-11-26T09:06:47Z using 1 processors");
    }

    @Test
    void shouldTellTheLimitsOfWhereItsJobsGoAndNoOthers() {
        // given
        List<Limit> limits = List.of(new Limit("partition", "cpu", Limit.Kind.NODES, 3, "TotalNodes"), new Limit("partition", "gpu", Limit.Kind.NODES, 1, "TotalNodes"));
        List<Envelope> events = CHECKED.stream().map(envelope -> envelope.event() instanceof ClusterObserved seen ? Samples.instead(envelope,
                new ClusterObserved(seen.adapter(), true, "", false, Map.of("default_partition", "cpu"), limits, seen.runDirectory())) : envelope).toList();
        // then
        assertThat(lines(events)).contains("limit of the cluster: TotalNodes 3 (partition cpu)").noneMatch(line -> line.contains("gpu"));
    }

    @Test
    void shouldGiveProgramsEveryScript() {
        // when
        Object jobs = new PlanText(forecast(CHECKED), new Terminal(0, 0)).object().get("jobs");
        // then
        assertThat(jobs).asInstanceOf(InstanceOfAssertFactories.list(Object.class)).hasSize(2).allSatisfy(job -> assertThat(job)
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class)).containsKeys("script", "sha256", "needs").containsEntry("accepted", true));
    }

    @Test
    void shouldHaveNoForecastBeforeEveryJobWasChecked() {
        // given
        Snapshot snapshot = Samples.after(CHECKED.subList(0, CHECKED.size() - 1));
        // then
        assertThat(Forecast.of(snapshot.run(), snapshot.events())).isEmpty();
    }

    private static List<Envelope> planned(PlannedJob... jobs) {
        Event plan = new RunPlanned(List.of(jobs), 0.75);
        return CHECKED.stream().map(envelope -> envelope.event() instanceof RunPlanned ? Samples.instead(envelope, plan) : envelope).toList();
    }

    private static List<String> lines(List<Envelope> events) {
        return new PlanText(forecast(events), new Terminal(0, 0)).lines();
    }

    private static Forecast forecast(List<Envelope> events) {
        Snapshot snapshot = Samples.after(events);
        return Forecast.of(snapshot.run(), snapshot.events()).orElseThrow();
    }
}
