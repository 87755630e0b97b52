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
import assay.events.FileFact;
import assay.events.JobEvent.MetricSummary;
import assay.events.JobEvent.MetricsSummarised;
import assay.events.MetricEvent.SamplesRecorded;
import assay.events.RunId;
import assay.log.EffectRunner;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes samples, writes them to {@code metrics.csv} and the metrics topic, and sums them up. Thread-safe. */
final class MonitorEffects implements EffectRunner<MonitorEffect, MonitorAnswer> {
    private static final Logger LOGGER = LoggerFactory.getLogger(MonitorEffects.class);
    private static final int MOST_OPEN = 1_000;
    private static final int LONGEST_REASON = 400;
    private final Cluster cluster;
    private final MetricSink sink;
    private final SourceWatch sources;
    private final JobFiles files;
    private final Map<RunId, MetricsFile> metrics = new ConcurrentHashMap<>();
    /** Why samples of a run were lost; until it is summed up. */
    private final Map<RunId, String> lost = new ConcurrentHashMap<>();

    MonitorEffects(Cluster cluster, MetricSink sink, Clock clock) {
        this.cluster = cluster;
        this.sink = sink;
        this.sources = new SourceWatch(sink, clock);
        this.files = new JobFiles(cluster);
    }

    @Override
    public MonitorAnswer perform(MonitorEffect effect) {
        return switch (effect) {
            case SampleJobs e -> new MonitorAnswer.Sampled(sample(e.targets()));
            case FollowJobs e -> new MonitorAnswer.Sampled(watched("sampler", List.of(e.target()), () -> follow(e.target())));
            case Summarise e -> summarise(e);
        };
    }

    /** One query for the jobs of all runs; a run whose file cannot be written loses its own samples only. */
    private int sample(List<Target> targets) {
        Map<RunId, List<Sample>> samples = watched("sstat", targets, () -> usage(targets));
        int added = 0;
        for (Target target : targets) {
            try {
                added += record(target, samples.getOrDefault(target.run(), List.of()));
            } catch (RuntimeException e) {
                lose(target.run(), reason(e));
            }
        }
        return added;
    }

    /** Asks a source; that it does not answer, or answers again, is told in the metrics topic. */
    private <T> T watched(String source, List<Target> targets, Supplier<T> question) {
        try {
            T answer = question.get();
            sources.answered(source, targets);
            return answer;
        } catch (RuntimeException e) {
            sources.lost(source, targets, reason(e));
            throw e;
        }
    }

    private void lose(RunId run, String reason) {
        if (lost.putIfAbsent(run, reason) == null) {
            LOGGER.atWarn().addKeyValue("run", run).addKeyValue("reason", reason).log("Samples of a run are lost, because they cannot be written");
        }
    }

    private static String reason(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).codePoints().filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .limit(LONGEST_REASON).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private Map<RunId, List<Sample>> usage(List<Target> targets) {
        List<JobRef> jobs = targets.stream().flatMap(target -> target.jobs().stream()).filter(Job::listed).map(job -> new JobRef(job.clusterJob(), job.token())).toList();
        List<Usage> usage = jobs.isEmpty() ? List.of() : cluster.usage(jobs);
        return usage.stream().collect(Collectors.groupingBy(use -> use.job().token().run(), Collectors.mapping(MonitorEffects::sample, Collectors.toList())));
    }

    private static Sample sample(Usage usage) {
        return new Sample(usage.source(), usage.job().token().job(), "", usage.step(), usage.at(), usage.values());
    }

    private int follow(Target target) {
        List<Integer> added = new ArrayList<>();
        for (Job job : target.jobs()) {
            files.samples(target, job, lines -> added.add(record(target, lines.stream().flatMap(line -> SampleLine.parse(job, line).stream()).toList())));
            if (job.repetition() > 0) {
                files.progress(target, job, lines -> lines.forEach(line -> progress(target, job, line)));
            }
        }
        return added.stream().mapToInt(Integer::intValue).sum();
    }

    private void progress(Target target, Job job, String line) {
        ProgressLine.read(job, line).ifPresent(progress -> sink.publish(target.run(), progress, progress.at()));
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
        if (metrics.size() > MOST_OPEN) {
            metrics.clear();
        }
        return metrics.computeIfAbsent(target.run(), run -> MetricsFile.open(Path.of(target.outputDirectory())));
    }

    /** Sums up what there is: whatever cannot be read or asked any more becomes a gap, and holds nobody up. */
    private MonitorAnswer summarise(Summarise effect) {
        Target target = effect.target();
        List<String> gaps = new ArrayList<>();
        attempt(gaps, "what the jobs sampled last was not read", () -> follow(target));
        attempt(gaps, "the last sample was not taken", () -> record(target, usage(List.of(target)).getOrDefault(target.run(), List.of())));
        List<MetricSummary> summaries = new ArrayList<>();
        List<FileFact> facts = new ArrayList<>();
        attempt(gaps, MetricsFile.NAME + " was not summed up", () -> {
            Summary summary = new Summary(effect.origin(), effect.windows());
            file(target).read(summary::take);
            summaries.addAll(summary.summaries());
            facts.add(file(target).fact());
        });
        Optional.ofNullable(lost.remove(target.run())).ifPresent(reason -> gaps.add("samples were lost: " + reason));
        gaps.addAll(unseen(effect, summaries));
        metrics.remove(target.run());
        files.forget(target);
        sources.forget(target);
        return new MonitorAnswer.Summarised(target.run(), new MetricsSummarised(summaries, gaps, facts));
    }

    private static void attempt(List<String> gaps, String otherwise, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            gaps.add(otherwise + ": " + reason(e));
        }
    }

    /** Jobs of which no source gave anything inside the measured windows. */
    private static List<String> unseen(Summarise effect, List<MetricSummary> summaries) {
        if (effect.windows().isEmpty()) {
            return List.of("no window was measured, so nothing was sampled inside one");
        }
        Set<String> seen = summaries.stream().filter(summary -> summary.samples() > 0).map(summary -> summary.job().value()).collect(Collectors.toSet());
        return effect.target().jobs().stream().map(job -> job.token().job().value()).distinct().filter(job -> !seen.contains(job))
                .map(job -> "no sample of " + job + " lies in a measured window").toList();
    }
}
