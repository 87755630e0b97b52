package assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.report.Report;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventType;
import assay.events.JobEvent;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.Writer;
import assay.testkit.InMemoryLog;
import assay.testkit.SimulatedSystem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the log of record along with the services, and looks at the cluster too: what is promised must hold at every moment. */
final class Witness {
    private static final Set<Writer> NEVER_LATE = Set.of(Writer.RUNNER, Writer.SCHEDULER);
    private static final int MOST_EVENTS = 250;
    private static final int FOLDS_EVERY = 64;
    private final Runs runs = Runs.of(Doers.LOG);
    private final Runs kept = Runs.forService(Doers.LOG);
    private final List<Entry> read = new ArrayList<>();
    private final Set<RunId> over = new HashSet<>();
    private final InMemoryLog log;
    private final SimulatedSystem system;
    private final ClusterWatch cluster;
    private final boolean hearsAll;
    private long position;
    private int looks;

    /** A witness of this system; {@code hearsAll} when what jobs say is seen at once. */
    Witness(InMemoryLog log, ClusterWatch cluster, SimulatedSystem system, boolean hearsAll) {
        this.log = log;
        this.system = system;
        this.cluster = cluster;
        this.hearsAll = hearsAll;
    }

    boolean finished(RunId run) {
        return runs.run(run).filter(state -> state.finished() && !state.reportDue()).isPresent();
    }

    /** Every event so far, a line each. */
    String story() {
        StringBuilder story = new StringBuilder();
        read.stream().map(Entry.Readable.class::cast).map(Entry.Readable::envelope)
                .forEach(envelope -> story.append(envelope.time()).append(' ').append(envelope.run()).append(' ').append(envelope.event()).append('\n'));
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
        cluster.look(over);
        if (++looks % FOLDS_EVERY == 0) {
            compareFolds(kept);
        }
    }

    /** When all is over: nothing is left, and the whole log read again gives what everybody folded. */
    void lookBack(List<RunId> all) {
        cluster.lookBack(all);
        Runs replayed = Runs.of(Doers.LOG);
        read.forEach(replayed::take);
        assertThat(List.copyOf(replayed.all())).as("the log read again").isEqualTo(List.copyOf(runs.all()));
        Runs again = Runs.forService(Doers.LOG);
        read.forEach(again::take);
        compareFolds(again);
    }

    /** Whoever has read as far has the same state, whenever it began to read and however often it was interrupted. */
    private void compareFolds(Runs expected) {
        for (SimulatedSystem.Fold fold : system.folds()) {
            if (fold.position() == position) {
                assertThat(List.copyOf(fold.runs().all())).as("what %s folded up to %d", fold.service(), position).isEqualTo(List.copyOf(expected.all()));
                assertThat(List.copyOf(fold.runs().stubs())).as("what %s keeps of runs that are over, at %d", fold.service(), position)
                        .isEqualTo(List.copyOf(expected.stubs()));
            }
        }
    }

    private List<Envelope> history(RunId run) {
        return read.stream().flatMap(entry -> entry instanceof Entry.Readable(var position, var envelope) && envelope.run().equals(run) ? Stream.of(envelope) : Stream.empty())
                .toList();
    }

    private void take(Entry entry, Envelope envelope) {
        if (envelope.event() instanceof JobEvent.ReportPublished published && runs.run(envelope.run()).filter(Run::reportDue).isPresent()) {
            assertThat(Report.of(history(envelope.run())).published(List.of(), published.generated())).as("the report rebuilt from the log").isEqualTo(published);
        }
        if (envelope.event() instanceof JobEvent.JobSubmitted(var token, var id, var adopted)) {
            cluster.lookAt(token, id);
            List<String> staged = history(envelope.run()).stream().map(Envelope::event).filter(ArtifactStaged.class::isInstance).map(Event::subject).toList();
            assertThat(staged).as("what was staged when %s was submitted", token).containsAll(cluster.needed());
        }
        boolean late = over.contains(envelope.run());
        runs.take(entry);
        kept.take(entry);
        read.add(entry);
        Run run = runs.run(envelope.run()).orElseThrow();
        assertThat(run.fault()).isEmpty();
        assertThat(run.book().seen()).as("events of one run").hasSizeLessThan(MOST_EVENTS);
        if (late) {
            assertThat(EventType.of(envelope.event()).writer()).as("who wrote after the end").isNotIn(NEVER_LATE);
        } else if (run.finished()) {
            over.add(run.id());
            cluster.lookBack(List.of(run.id()));
            run.all().forEach(job -> heardOut(run, job));
        }
    }

    /** What a job said to the end is in the log, and its windows were read for what they were. */
    private void heardOut(Run run, Job job) {
        if (hearsAll && job.state() instanceof JobState.Ended ended && ended.clusterJob().isPresent() && run.cluster().isPresent()) {
            String prefix = "events/" + ended.event().token() + "." + ended.clusterJob().get() + ".";
            long heard = job.reports().stream().filter(report -> report.clusterJob().equals(ended.clusterJob().get())).count();
            assertThat(heard).as("event files of %s that stand in the log", ended.event().token()).isEqualTo(cluster.files(run.cluster().get().runDirectory(), prefix));
            if (job.report(ReportKind.STOPPED).map(JobReported::details).filter(details -> "done".equals(details.get("reason"))).isPresent()) {
                assertThat(job.measurements().values()).as("windows of %s", job.name()).noneMatch(window -> window.problems().toString().contains("the window"));
            }
        }
    }
}
