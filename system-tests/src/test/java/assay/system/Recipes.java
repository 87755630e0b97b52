package assay.system;

import java.util.List;

/** Recipes of the tests, and settings that make the shipped one short. */
final class Recipes {
    /** Makes the PostgreSQL recipe last a few seconds. */
    static final List<String> SHORT = List.of("--set", "clients.load.with.scale=1", "--set", "clients.load.with.warmup=1s",
            "--set", "clients.load.with.duration=3s", "--set", "repetitions=1");

    private static final String LISTENER = """
              exec perl -MIO::Socket::INET -e '
                $s = IO::Socket::INET->new(LocalPort => $ENV{PORT}, Listen => 9, ReuseAddr => 1) or die $!;
                while ($c = $s->accept) { close $c }'
        """;

    private Recipes() {
    }

    /** A service that accepts connections, and a client that runs these words. */
    static String client(String words) {
        return """
            recipe: 1
            name: two
            services:
              web:
                run: |
            %s
                slurm: { time: 2m }
            clients:
              load:
                target: web
                run: |
                  %s
                slurm: { time: 2m }
            """.formatted(LISTENER.stripTrailing(), words);
    }

    /** As {@link #client}, with windows of so many seconds, from which 400 operations and so many failed ones are read. */
    static String measured(int seconds, int failed) {
        return measured("sleep " + seconds, failed);
    }

    /** The same, with windows as long as these words take. */
    static String measured(String words, int failed) {
        return client("""
            %1$s; now=${EPOCHREALTIME/[.,]/ }; log=$ASSAY_OUTPUT/tx.1
                  for i in {1..400}; do echo "0 $i 900 0 $now"; done > "$log"
                  for ((i = 0; i < %2$d; i++)); do echo "0 $i failed 0 $now"; done >> "$log"
                  printf '%%s\\n' 'number of clients: 1' 'number of transactions actually processed: 400' 'number of failed transactions: %2$d' \\
                    'tps = 80.0 (without initial connection time)' > "$ASSAY_OUTPUT/summary.txt"
            """.formatted(words, failed).strip()).replace("    target: web\n", "    target: web\n    results: pgbench\n").replace("time: 2m", "time: 10m");
    }

    /** As {@link #measured}, with a service that takes so many seconds to stop. */
    static String stopping(int seconds, String client) {
        return client.replace("$s = IO", "$SIG{TERM} = sub { sleep " + seconds + "; exit }; $s = IO");
    }

    /** The same, with a service that ends when something is said to it, and is begun again by what watches over it inside. */
    static String restarting(String client) {
        return client.replace("exec perl", "while :; do perl").replace("{ close $c }'", "{ $s->close if sysread $c, $_, 1; close $c }' || true; done");
    }

    /** A service that runs these words and no more, with further keys for Slurm; and a client that would wait for it. */
    static String service(String words, String slurm) {
        return """
            recipe: 1
            name: one
            services:
              web:
                run: |
                  %s
                slurm: { time: 2m%s }
            clients:
              load: { target: web, run: 'true', slurm: { time: 2m } }
            """.formatted(words, slurm);
    }
}
