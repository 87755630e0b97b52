package assay.gateway;

import assay.events.RunId;
import assay.events.Token;
import assay.gateway.RunLogs.JobLog;
import assay.gateway.stream.LogSource;
import assay.gateway.view.LogView;
import java.util.Optional;

/** A log of a job while its job may still write. */
record GrowingLog(LogView view, RunId run, Token attempt, RunLogs logs, JobLog log) implements LogSource {
    @Override
    public Optional<byte[]> read(long offset, int limit) {
        return logs.read(log, offset, limit);
    }

    @Override
    public boolean over() {
        return view.over(run, attempt);
    }
}
