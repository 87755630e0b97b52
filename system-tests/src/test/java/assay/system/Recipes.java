package assay.system;

import java.util.List;

/** Recipes of the tests, and settings that make the shipped one short. */
final class Recipes {
    /** Makes the PostgreSQL recipe last a few seconds. */
    static final List<String> SHORT = List.of("--set", "clients.load.with.scale=1", "--set", "clients.load.with.warmup=1s",
            "--set", "clients.load.with.duration=3s");

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
