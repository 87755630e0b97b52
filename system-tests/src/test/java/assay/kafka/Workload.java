package assay.kafka;

import assay.core.run.Run;
import assay.events.JobEvent.ReportKind;
import java.nio.file.Path;

/** A run that takes some seconds and puts down in a file whenever its window is run: once is right. */
final class Workload {
    private Workload() {
    }

    static String recipe(Path ledger, int seconds) {
        return """
            recipe: 1
            name: ledger
            cluster: local
            services:
              web:
                run: |
                  exec perl -MIO::Socket::INET -e '
                    $s = IO::Socket::INET->new(LocalPort => $ENV{PORT}, Listen => 9, ReuseAddr => 1) or die $!;
                    while ($c = $s->accept) { close $c }'
                slurm: { time: 3m }
            clients:
              load:
                target: web
                run: |
                  echo "$ASSAY_TOKEN" >> %s
                  sleep %d
                  echo 'ops 7'
                figures: { ops: { regex: 'ops (\\d+)', unit: ops/s, better: higher } }
                slurm: { time: 3m }
            """.formatted(ledger, seconds);
    }

    /** True once a client said that it measures. */
    static boolean measures(Run run) {
        return run.all().stream().filter(job -> !job.service()).flatMap(job -> job.reports().stream())
                .anyMatch(report -> report.kind() == ReportKind.PHASE && "measure".equals(report.details().get("phase")));
    }
}
