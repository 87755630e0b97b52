package assay.events;

import static assay.events.Topic.JOBS;
import static assay.events.Topic.METRICS;
import static assay.events.Topic.RECIPES;
import static assay.events.Writer.ANYONE;
import static assay.events.Writer.DISCOVERY;
import static assay.events.Writer.MONITOR;
import static assay.events.Writer.PARSER;
import static assay.events.Writer.REPORT;
import static assay.events.Writer.RUNNER;
import static assay.events.Writer.SCHEDULER;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of all event types: explicit wire name, topic, and the one Assay service that writes it. */
public enum EventType {
    RECIPE_SUBMITTED("assay.recipe.submitted.v1", RECIPES, ANYONE, RecipeEvent.RecipeSubmitted.class),
    RUN_CANCEL_REQUESTED("assay.run.cancel-requested.v1", RECIPES, ANYONE, RecipeEvent.RunCancelRequested.class),
    RERUN_REQUESTED("assay.run.rerun-requested.v1", RECIPES, ANYONE, RecipeEvent.RerunRequested.class),

    RUN_REQUESTED("assay.run.requested.v1", JOBS, PARSER, JobEvent.RunRequested.class),
    CANCEL_ACCEPTED("assay.run.cancel-accepted.v1", JOBS, PARSER, JobEvent.CancelAccepted.class),
    RECIPE_ACCEPTED("assay.recipe.accepted.v1", JOBS, PARSER, JobEvent.RecipeAccepted.class),
    RECIPE_REJECTED("assay.recipe.rejected.v1", JOBS, PARSER, JobEvent.RecipeRejected.class),

    RUN_PLANNED("assay.run.planned.v1", JOBS, SCHEDULER, JobEvent.RunPlanned.class),
    RUN_REFUSED("assay.run.refused.v1", JOBS, SCHEDULER, JobEvent.RunRefused.class),
    JOB_SCRIPTED("assay.job.scripted.v1", JOBS, SCHEDULER, JobEvent.JobScripted.class),
    JOB_RELEASED("assay.job.released.v1", JOBS, SCHEDULER, JobEvent.JobReleased.class),
    RUN_CLOSING("assay.run.closing.v1", JOBS, SCHEDULER, JobEvent.RunClosing.class),
    JOB_STOP_REQUESTED("assay.job.stop-requested.v1", JOBS, SCHEDULER, JobEvent.JobStopRequested.class),
    RUN_FINISHED("assay.run.finished.v1", JOBS, SCHEDULER, JobEvent.RunFinished.class),

    CLUSTER_OBSERVED("assay.cluster.observed.v1", JOBS, RUNNER, JobEvent.ClusterObserved.class),
    JOB_CHECKED("assay.job.checked.v1", JOBS, RUNNER, JobEvent.JobChecked.class),
    ARTIFACT_STAGED("assay.artifact.staged.v1", JOBS, RUNNER, JobEvent.ArtifactStaged.class),
    ARTIFACT_CHECKED("assay.artifact.checked.v1", JOBS, RUNNER, JobEvent.ArtifactChecked.class),
    STAGING_FAILED("assay.artifact.staging-failed.v1", JOBS, RUNNER, JobEvent.StagingFailed.class),
    SUBMISSION_INTENDED("assay.job.submission-intended.v1", JOBS, RUNNER, JobEvent.SubmissionIntended.class),
    JOB_SUBMITTED("assay.job.submitted.v1", JOBS, RUNNER, JobEvent.JobSubmitted.class),
    SUBMISSION_REFUSED("assay.job.submission-refused.v1", JOBS, RUNNER, JobEvent.SubmissionRefused.class),
    JOB_STATE_CHANGED("assay.job.state-changed.v1", JOBS, RUNNER, JobEvent.JobStateChanged.class),
    JOB_REPORTED("assay.job.reported.v1", JOBS, RUNNER, JobEvent.JobReported.class),
    WORKLOAD_MEASURED("assay.workload.measured.v1", JOBS, RUNNER, JobEvent.WorkloadMeasured.class),
    JOB_ENDED("assay.job.ended.v1", JOBS, RUNNER, JobEvent.JobEnded.class),
    RUN_CLEANED("assay.run.cleaned.v1", JOBS, RUNNER, JobEvent.RunCleaned.class),

    ENDPOINT_DISCOVERED("assay.endpoint.discovered.v1", JOBS, DISCOVERY, JobEvent.EndpointDiscovered.class),
    SERVICE_READY("assay.service.ready.v1", JOBS, DISCOVERY, JobEvent.ServiceReady.class),
    SERVICE_UNREADY("assay.service.unready.v1", JOBS, DISCOVERY, JobEvent.ServiceUnready.class),

    METRICS_SUMMARISED("assay.metrics.summarised.v1", JOBS, MONITOR, JobEvent.MetricsSummarised.class),
    SAMPLES_RECORDED("assay.metrics.samples-recorded.v1", METRICS, MONITOR, MetricEvent.SamplesRecorded.class),
    PROGRESS_REPORTED("assay.metrics.progress-reported.v1", METRICS, MONITOR, MetricEvent.ProgressReported.class),
    SOURCE_LOST("assay.metrics.source-lost.v1", METRICS, MONITOR, MetricEvent.SourceLost.class),
    SOURCE_RECOVERED("assay.metrics.source-recovered.v1", METRICS, MONITOR, MetricEvent.SourceRecovered.class),

    REPORT_PUBLISHED("assay.report.published.v1", JOBS, REPORT, JobEvent.ReportPublished.class);

    private static final Map<String, EventType> BY_NAME = Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::typeName, Function.identity()));
    private static final Map<Class<?>, EventType> BY_CLASS = Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::eventClass, Function.identity()));

    private final String typeName;
    private final Topic topic;
    private final Writer writer;
    private final Class<? extends Event> eventClass;

    EventType(String typeName, Topic topic, Writer writer, Class<? extends Event> eventClass) {
        this.typeName = typeName;
        this.topic = topic;
        this.writer = writer;
        this.eventClass = eventClass;
    }

    /** The type with this wire name; empty when this build knows none. */
    public static Optional<EventType> named(String typeName) {
        return Optional.ofNullable(BY_NAME.get(typeName));
    }

    /** The type of an event. */
    public static EventType of(Event event) {
        return BY_CLASS.get(event.getClass());
    }

    /** The wire name, {@code ce_type}. */
    public String typeName() {
        return typeName;
    }

    /** The topic it stands in. */
    public Topic topic() {
        return topic;
    }

    /** Who writes it. */
    public Writer writer() {
        return writer;
    }

    /** The record that carries it. */
    public Class<? extends Event> eventClass() {
        return eventClass;
    }
}
