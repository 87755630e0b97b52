package assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventType;
import assay.events.JobEvent;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.Writer;
import assay.testkit.InMemoryLog;
import assay.testkit.SimulatedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the log of record along with the services, and looks at the cluster too: what is promised must hold at every moment. */
final class Witness {
    private static final Set<Writer> NEVER_LATE = Set.of(Writer.RUNNER, Writer.SCHEDULER);
    private static final int MOST_EVENTS = 200;
    private final Runs runs = Runs.of(Doers.LOG);
    private final List<Envelope> read = new ArrayList<>();
    private final InMemoryLog log;
    private final SimulatedCluster cluster;
    private long position;

    Witness(InMemoryLog log, SimulatedCluster cluster) {
        this.log = log;
        this.cluster = cluster;
    }

    boolean finished(RunId run) {
        return runs.run(run).filter(state -> state.finished() && !state.reportDue()).isPresent();
    }

    /** Every event so far, a line each. */
    String story() {
        StringBuilder story = new StringBuilder();
        read.forEach(envelope -> story.append(envelope.time()).append(' ').append(envelope.run()).append(' ').append(envelope.event()).append('\n'));
        return story.toString();
    }

    void look() {
        long end = log.end(Topic.JOBS);
        for (Entry entry : log.read(Topic.JOBS, position, end)) {
            if (entry instanceof Entry.Readable(var at, var envelope)) {
                take(entry, envelope);
            }
        }
        position = end;
        assertThat(cluster.payloads()).as("payloads begun for each token").allSatisfy((token, times) -> assertThat(times).isEqualTo(1));
    }

    private void take(Entry entry, Envelope envelope) {
        boolean over = runs.run(envelope.run()).filter(Run::finished).isPresent();
        runs.take(entry);
        read.add(envelope);
        Run run = runs.run(envelope.run()).orElseThrow();
        assertThat(run.fault()).isEmpty();
        assertThat(run.book().seen()).as("events of one run").hasSizeLessThan(MOST_EVENTS);
        if (over) {
            assertThat(EventType.of(envelope.event()).writer()).as("who wrote after the end").isNotIn(NEVER_LATE);
        }
        if (envelope.event() instanceof JobEvent.RunFinished) {
            assertThat(cluster.alive()).as("jobs alive when their run is finished").noneMatch(token -> token.run().equals(envelope.run()));
            run.all().forEach(job -> heardOut(run, job));
        }
    }

    /** What a job said to the end is in the log, and its windows were read for what they were. */
    private void heardOut(Run run, Job job) {
        if (job.state() instanceof JobState.Ended ended && ended.clusterJob().isPresent() && run.cluster().isPresent()) {
            String prefix = "events/" + ended.event().token() + "." + ended.clusterJob().get() + ".";
            long said = cluster.store().describe(run.cluster().get().runDirectory(), "events", 1_000).stream().filter(file -> file.path().startsWith(prefix)).count();
            long heard = job.reports().stream().filter(report -> report.clusterJob().equals(ended.clusterJob().get())).count();
            assertThat(heard).as("event files of %s that stand in the log", ended.event().token()).isEqualTo(said);
            if (job.report(ReportKind.STOPPED).map(JobReported::details).filter(details -> "done".equals(details.get("reason"))).isPresent()) {
                assertThat(job.measurements().values()).as("windows of %s", job.name()).noneMatch(window -> window.problems().toString().contains("the window"));
            }
        }
    }
}
