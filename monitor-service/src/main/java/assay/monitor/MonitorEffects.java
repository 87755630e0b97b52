package assay.monitor;

import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.Usage;
import assay.core.monitor.MonitorAnswer;
import assay.core.monitor.MonitorEffect;
import assay.core.monitor.MonitorEffect.FollowJobs;
import assay.core.monitor.MonitorEffect.Job;
import assay.core.monitor.MonitorEffect.SampleJobs;
import assay.core.monitor.MonitorEffect.Summarise;
import assay.core.monitor.MonitorEffect.Target;
import assay.core.results.PgbenchProgress;
import assay.events.FileFact;
import assay.events.JobEvent.MetricSummary;
import assay.events.JobEvent.MetricsSummarised;
import assay.events.MetricEvent.ProgressReported;
import assay.events.MetricEvent.SamplesRecorded;
import assay.events.RunId;
import assay.events.Token;
import assay.log.EffectRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Takes samples, writes them to {@code metrics.csv} and the metrics topic, and sums them up. */
final class MonitorEffects implements EffectRunner<MonitorEffect, MonitorAnswer> {
    private final Cluster cluster;
    private final MetricSink sink;
    private final JobFiles files;
    private final Map<RunId, MetricsFile> metrics = new ConcurrentHashMap<>();

    MonitorEffects(Cluster cluster, MetricSink sink) {
        this.cluster = cluster;
        this.sink = sink;
        this.files = new JobFiles(cluster);
    }

    @Override
    public MonitorAnswer perform(MonitorEffect effect) {
        return switch (effect) {
            case SampleJobs e -> new MonitorAnswer.Sampled(sample(e.targets()));
            case FollowJobs e -> new MonitorAnswer.Sampled(follow(e.target()));
            case Summarise e -> summarise(e);
        };
    }

    /** One query for the jobs of all runs. */
    private int sample(List<Target> targets) {
        List<JobRef> jobs = targets.stream().flatMap(target -> target.jobs().stream()).map(job -> new JobRef(job.clusterJob(), job.token())).toList();
        if (jobs.isEmpty()) {
            return 0;
        }
        Map<RunId, List<Sample>> samples = cluster.usage(jobs).stream().collect(Collectors.groupingBy(usage -> usage.job().token().run(),
                Collectors.mapping(MonitorEffects::sample, Collectors.toList())));
        return targets.stream().mapToInt(target -> record(target, samples.getOrDefault(target.run(), List.of()))).sum();
    }

    private static Sample sample(Usage usage) {
        return new Sample("sstat", usage.job().token().job(), "", usage.step(), usage.at(), usage.values());
    }

    private int follow(Target target) {
        List<Sample> samples = new ArrayList<>();
        for (Job job : target.jobs()) {
            files.samples(target, job).forEach(line -> SampleLine.parse(job.token().job(), line).ifPresent(samples::add));
            if (job.repetition() > 0) {
                progress(target, job);
            }
        }
        return record(target, samples);
    }

    private void progress(Target target, Job job) {
        for (String line : files.progress(target, job)) {
            PgbenchProgress.read(line).filter(progress -> Double.isFinite(progress.tps()))
                    .ifPresent(progress -> sink.publish(target.run(), reported(job, progress), at(progress)));
        }
    }

    private static ProgressReported reported(Job job, PgbenchProgress progress) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("tps", progress.tps());
        if (Double.isFinite(progress.latencyMs())) {
            values.put("latency_ms", progress.latencyMs());
        }
        values.put("failed", (double) progress.failed());
        return new ProgressReported(job.token().job(), "measure", job.repetition(), at(progress), values);
    }

    /** Clients print progress with Unix time. */
    private static Instant at(PgbenchProgress progress) {
        return Instant.ofEpochMilli(Math.round(progress.seconds() * 1000));
    }

    private int record(Target target, List<Sample> samples) {
        if (samples.isEmpty()) {
            return 0;
        }
        List<Sample> added = file(target).add(samples);
        added.forEach(sample -> sink.publish(target.run(),
                new SamplesRecorded(sample.source(), sample.job(), sample.node(), sample.step(), sample.at(), sample.values()), sample.at()));
        return added.size();
    }

    private MetricsFile file(Target target) {
        return metrics.computeIfAbsent(target.run(), run -> MetricsFile.open(Path.of(target.outputDirectory())));
    }

    private MonitorAnswer summarise(Summarise effect) {
        Target target = effect.target();
        follow(target);
        if (!target.jobs().isEmpty()) {
            sample(List.of(target));
        }
        MetricsFile file = file(target);
        List<MetricSummary> summaries = new Summary(effect.origin(), effect.windows()).of(file.rows());
        MetricsSummarised event = new MetricsSummarised(summaries, gaps(effect, summaries), List.of(fact(file.path())));
        metrics.remove(target.run());
        files.forget(target);
        return new MonitorAnswer.Summarised(target.run(), event);
    }

    /** Sources that gave nothing for a job inside the measured windows. */
    private static List<String> gaps(Summarise effect, List<MetricSummary> summaries) {
        if (effect.windows().isEmpty()) {
            return List.of("no window was measured, so nothing was sampled inside one");
        }
        Set<String> seen = new HashSet<>();
        summaries.stream().filter(summary -> summary.samples() > 0).forEach(summary -> seen.add(summary.job().value()));
        return effect.target().jobs().stream().map(Job::token).map(Token::job).filter(job -> !seen.contains(job.value()))
                .map(job -> "no sample of " + job + " lies in a measured window").toList();
    }

    private static FileFact fact(Path file) {
        try {
            return FileFact.of(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
