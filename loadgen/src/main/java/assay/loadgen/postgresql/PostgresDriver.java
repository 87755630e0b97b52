package assay.loadgen.postgresql;

import assay.loadgen.driver.Driver;
import assay.loadgen.driver.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Transactions on PostgreSQL. */
public final class PostgresDriver implements Driver {
    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Scripts scripts;
    private final TableWish wish;
    private long scale;
    private String version = "";

    /** What is wanted of pgbench's tables. */
    public enum TableWish {
        /** Those that are there, if they have the scale; else they are made. */
        REUSE,
        /** Made anew. */
        CREATE
    }

    /**
     * A driver.
     *
     * @param scale of pgbench's tables; 0: as they are
     */
    public PostgresDriver(Vertx vertx, PgConnectOptions options, Scripts scripts, TableWish wish, long scale) {
        this.vertx = vertx;
        this.options = options.setPipeliningLimit(1);
        this.scripts = scripts;
        this.wish = wish;
        this.scale = scale;
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("host", options.getHost());
        settings.put("port", options.getPort());
        settings.put("database", options.getDatabase());
        settings.put("user", options.getUser());
        settings.put("server_version", version);
        settings.put("scripts", scripts.toString());
        settings.put("scale", scale);
        settings.put("mode", "prepared");
        return settings;
    }

    @Override
    public Future<Void> prepare() {
        if (!scripts.useTables()) {
            return Future.succeededFuture();
        }
        long wanted = Math.max(1, scale);
        return with(connection -> {
            Tables tables = new Tables(connection);
            return switch (wish) {
                case REUSE -> scale == 0 ? tables.scale().compose(found -> found > 0 ? Future.succeededFuture() : tables.create(1)) : tables.have(wanted);
                case CREATE -> tables.create(wanted);
            };
        });
    }

    /** Learns the server's version, and the scale where the scripts use pgbench's tables. */
    @Override
    public Future<Void> inspect() {
        return with(connection -> connection.query("SHOW server_version").execute().compose(rows -> {
            version = rows.iterator().next().getString(0);
            return scripts.useTables() ? new Tables(connection).scale().compose(this::found) : Future.<Void>succeededFuture();
        }));
    }

    private Future<Void> found(long found) {
        if (found == 0) {
            return Future.failedFuture(new IllegalStateException("the database has no pgbench tables: leave --no-prepare away once"));
        }
        if (scale != 0 && scale != found) {
            return Future.failedFuture(new IllegalStateException("pgbench's tables have scale " + found + ", not " + scale));
        }
        scale = found;
        return Future.succeededFuture();
    }

    private Future<Void> with(Function<PgConnection, Future<Void>> work) {
        return PgConnection.connect(vertx, options).compose(connection -> work.apply(connection.noticeHandler(notice -> { })).eventually(connection::close));
    }

    @Override
    public User user() {
        return new PostgresUser(vertx, options, scripts, Math.max(1, scale));
    }

    @Override
    public boolean connectsFirst() {
        return true;
    }
}
