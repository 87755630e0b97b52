package assay.loadgen.postgresql;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;

/** pgbench's tables, made and filled by the server itself exactly as {@code pgbench -i -I dtGvp} does, so that either can use them. */
final class Tables {
    private static final String UNDEFINED_TABLE = "42P01";
    private static final long WIDE_FROM = 20_000;

    private final PgConnection connection;

    Tables(PgConnection connection) {
        this.connection = connection;
    }

    /** The scale of the tables that are there, as pgbench finds it: the number of branches; 0 when there are none. */
    Future<Long> scale() {
        return connection.query("SELECT count(*) FROM pgbench_branches").execute().map(rows -> rows.iterator().next().getLong(0))
                .recover(cause -> cause instanceof PgException known && UNDEFINED_TABLE.equals(known.getSqlState()) ? Future.succeededFuture(0L)
                        : Future.failedFuture(cause));
    }

    /** Uses those of this scale that are there, makes them where there are none, and refuses others. */
    Future<Void> have(long wanted) {
        return scale().compose(found -> {
            if (found == wanted) {
                return Future.succeededFuture();
            }
            if (found > 0) {
                return Future.failedFuture(new IllegalStateException("the database has pgbench's tables of scale " + found + ", not " + wanted
                        + ": say --scale " + found + ", or --tables create to have them made anew"));
            }
            return create(wanted);
        });
    }

    /** Makes them, in place of any that are there. */
    Future<Void> create(long scale) {
        Future<Void> done = Future.succeededFuture();
        for (String statement : statements(scale)) {
            done = done.compose(nothing -> connection.query(statement).execute().mapEmpty());
        }
        // Only some accounts may ask for a checkpoint; without it the first one falls into the load.
        return done.compose(nothing -> connection.query("CHECKPOINT").execute().<Void>mapEmpty().recover(refused -> Future.succeededFuture()));
    }

    private static List<String> statements(long scale) {
        String id = scale >= WIDE_FROM ? "bigint" : "int";
        List<String> statements = new ArrayList<>(List.of(
                "DROP TABLE IF EXISTS pgbench_accounts, pgbench_branches, pgbench_history, pgbench_tellers",
                "CREATE TABLE pgbench_history(tid int,bid int,aid " + id + ",delta int,mtime timestamp,filler char(22))",
                "CREATE TABLE pgbench_tellers(tid int not null,bid int,tbalance int,filler char(84)) WITH (fillfactor=100)",
                "CREATE TABLE pgbench_accounts(aid " + id + " not null,bid int,abalance int,filler char(84)) WITH (fillfactor=100)",
                "CREATE TABLE pgbench_branches(bid int not null,bbalance int,filler char(88)) WITH (fillfactor=100)",
                "INSERT INTO pgbench_branches(bid,bbalance) SELECT bid, 0 FROM generate_series(1, " + scale + ") AS bid",
                "INSERT INTO pgbench_tellers(tid,bid,tbalance) SELECT tid, (tid - 1) / 10 + 1, 0 FROM generate_series(1, " + 10 * scale + ") AS tid",
                "INSERT INTO pgbench_accounts(aid,bid,abalance,filler) SELECT aid, (aid - 1) / 100000 + 1, 0, '' FROM generate_series(1, " + 100_000 * scale
                        + ") AS aid"));
        for (String table : List.of("branches", "tellers", "accounts", "history")) {
            statements.add("VACUUM ANALYZE pgbench_" + table);
        }
        statements.add("ALTER TABLE pgbench_branches ADD PRIMARY KEY (bid)");
        statements.add("ALTER TABLE pgbench_tellers ADD PRIMARY KEY (tid)");
        statements.add("ALTER TABLE pgbench_accounts ADD PRIMARY KEY (aid)");
        return statements;
    }
}
