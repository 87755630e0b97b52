package assay.monitor;

import assay.core.monitor.MonitorEffect.Job;
import assay.core.monitor.MonitorEffect.Target;
import assay.events.MetricEvent.SourceLost;
import assay.events.MetricEvent.SourceRecovered;
import assay.events.Token;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells whoever watches when a source stops answering for a job, and when it answers again: once each. Thread-safe. */
final class SourceWatch {
    private final MetricSink sink;
    private final Clock clock;
    private final Set<Silent> silent = ConcurrentHashMap.newKeySet();

    SourceWatch(MetricSink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /** A source that does not answer for an attempt. */
    private record Silent(String source, Token token) {
    }

    /** The source did not answer for any job of these runs. */
    void lost(String source, List<Target> targets, String reason) {
        for (Target target : targets) {
            for (Job job : target.jobs()) {
                if (silent.add(new Silent(source, job.token()))) {
                    sink.publish(target.run(), new SourceLost(source, job.token().job(), reason), clock.instant());
                }
            }
        }
    }

    /** The source answered for all jobs of these runs. */
    void answered(String source, List<Target> targets) {
        for (Target target : targets) {
            for (Job job : target.jobs()) {
                if (silent.remove(new Silent(source, job.token()))) {
                    sink.publish(target.run(), new SourceRecovered(source, job.token().job()), clock.instant());
                }
            }
        }
    }

    /** Forgets a run that is over. */
    void forget(Target target) {
        silent.removeIf(one -> one.token().run().equals(target.run()));
    }
}
