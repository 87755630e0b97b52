package assay.loadgen.postgresql;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection on which all statements of all scripts are prepared.
 *
 * @param queries by script, then by statement
 */
record Session(PgConnection connection, List<List<PreparedQuery<RowSet<Row>>>> queries) {
    static Future<Session> on(PgConnection connection, Scripts scripts) {
        Future<List<List<PreparedQuery<RowSet<Row>>>>> all = Future.succeededFuture(new ArrayList<>());
        for (Script script : scripts.all()) {
            all = all.compose(before -> prepared(connection, script).map(queries -> {
                before.add(queries);
                return before;
            }));
        }
        return all.map(queries -> new Session(connection, queries));
    }

    private static Future<List<PreparedQuery<RowSet<Row>>>> prepared(PgConnection connection, Script script) {
        Future<List<PreparedQuery<RowSet<Row>>>> queries = Future.succeededFuture(new ArrayList<>());
        for (Statement statement : script.statements()) {
            queries = queries.compose(before -> connection.prepare(statement.sql()).map(PreparedStatement::query).map(query -> {
                before.add(query);
                return before;
            }));
        }
        return queries;
    }
}
