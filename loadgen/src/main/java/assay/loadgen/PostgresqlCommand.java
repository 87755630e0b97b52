package assay.loadgen;

import assay.loadgen.postgresql.PostgresDriver;
import assay.loadgen.postgresql.Scripts;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loadgen postgresql}. */
@Command(name = "postgresql", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Transactions on PostgreSQL over one connection for each user, prepared; pgbench's own among them.")
final class PostgresqlCommand implements Callable<Integer> {
    @Option(names = "--host", defaultValue = "${env:PGHOST:-localhost}", description = "Default: $PGHOST, else localhost.")
    private String host;
    @Option(names = "--port", defaultValue = "${env:PGPORT:-5432}", description = "Default: $PGPORT, else 5432.")
    private int port;
    @Option(names = "--database", defaultValue = "${env:PGDATABASE:-postgres}", description = "Default: $PGDATABASE, else postgres.")
    private String database;
    @Option(names = "--user", defaultValue = "${env:PGUSER:-postgres}", description = "Default: $PGUSER, else postgres.")
    private String user;
    @Option(names = "--password-file", paramLabel = "FILE", description = "Holds the password. Default: $PGPASSWORD, where that is set.")
    private Path passwordFile;
    @Option(names = "--script", paramLabel = "NAME[@WEIGHT]", defaultValue = "tpcb-like",
            description = "tpcb-like, select-only, or a file as pgbench's; may be given again. Default: ${DEFAULT-VALUE}.")
    private List<String> scripts;
    @Option(names = "--scale", paramLabel = "N", defaultValue = "0",
            description = "Of pgbench's tables, in units of 100 000 accounts. Default: that of the tables that are there, else 1.")
    private long scale;
    @Option(names = "--tables", defaultValue = "reuse", description = "reuse: use those that are there; create: make them anew. Default: ${DEFAULT-VALUE}.")
    private PostgresDriver.TableWish tables;
    @Mixin
    private LoadOptions load;

    @Override
    public Integer call() throws Exception {
        if (scale < 0) {
            throw new IllegalArgumentException("--scale must not be negative");
        }
        PgConnectOptions options = new PgConnectOptions().setHost(host).setPort(port).setDatabase(database).setUser(user).setPassword(password());
        Scripts all = Scripts.of(scripts);
        return new LoadRun(load).run(vertx -> new PostgresDriver(vertx, options, all, tables, scale));
    }

    private String password() throws IOException {
        if (passwordFile == null) {
            return System.getenv().getOrDefault("PGPASSWORD", "");
        }
        if (!Files.isReadable(passwordFile)) {
            throw new IllegalArgumentException("cannot read " + passwordFile);
        }
        return Files.readString(passwordFile).strip();
    }
}
