package assay.loadgen.postgresql;

import assay.loadgen.driver.Failures;
import assay.loadgen.driver.Reply;
import assay.loadgen.driver.Request;
import assay.loadgen.driver.RequestFailure;
import assay.loadgen.driver.User;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;

/** A user of the {@code postgresql} driver: one statement after the other, each when the one before has been answered, as pgbench does. */
final class PostgresUser implements User {
    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Scripts scripts;
    private final long scale;
    private Session session;
    private long generation;
    private String lastWords = "";

    PostgresUser(Vertx vertx, PgConnectOptions options, Scripts scripts, long scale) {
        this.vertx = vertx;
        this.options = options;
        this.scripts = scripts;
        this.scale = scale;
    }

    @Override
    public Future<Void> connect() {
        return session().mapEmpty();
    }

    @Override
    public Future<Reply> request(Request request) {
        int which = scripts.draw(request.random());
        Script script = scripts.all().get(which);
        Map<String, Long> variables = script.draw(scale, request.random());
        Promise<Reply> promise = Promise.promise();
        if (session != null) {
            run(session, script, which, 0, variables, promise);
        } else {
            session().onSuccess(made -> run(made, script, which, 0, variables, promise)).onFailure(promise::fail);
        }
        return promise.future();
    }

    private void run(Session its, Script script, int which, int index, Map<String, Long> variables, Promise<Reply> promise) {
        List<PreparedQuery<RowSet<Row>>> queries = its.queries().get(which);
        if (index == queries.size()) {
            promise.complete(new Reply.Whole(script.name()));
            return;
        }
        queries.get(index).execute(values(script.statements().get(index), variables)).onComplete(result -> {
            if (result.succeeded()) {
                run(its, script, which, index + 1, variables, promise);
            } else {
                failed(its, result.cause(), promise);
            }
        });
    }

    private static Tuple values(Statement statement, Map<String, Long> variables) {
        Tuple values = Tuple.tuple();
        for (String parameter : statement.parameters()) {
            values.addLong(variables.get(parameter));
        }
        return values;
    }

    /** A refused statement leaves its transaction open; any other failure leaves a connection that cannot be used. */
    private void failed(Session its, Throwable cause, Promise<Reply> promise) {
        if (cause instanceof PgException known) {
            its.connection().query("ROLLBACK").execute().onComplete(rolledBack -> promise.fail(refused(known)));
            return;
        }
        if (session == its) {
            session = null;
            its.connection().close();
        }
        promise.fail(cause instanceof ClosedConnectionException ? new RequestFailure(Failures.CLOSED, lastWords.isEmpty() ? cause.getMessage() : lastWords) : cause);
    }

    private static RequestFailure refused(PgException refusal) {
        return new RequestFailure("sql-" + refusal.getSqlState().substring(0, 2), refusal.getSqlState() + " " + refusal.getErrorMessage());
    }

    private Future<Session> session() {
        if (session != null) {
            return Future.succeededFuture(session);
        }
        long its = generation;
        return PgConnection.connect(vertx, options).compose(connection -> Session.on(connection, scripts).onFailure(cause -> connection.close()))
                .recover(cause -> Future.failedFuture(notConnected(cause))).compose(made -> made(made, its));
    }

    private static RequestFailure notConnected(Throwable cause) {
        return new RequestFailure(Failures.CONNECT, cause instanceof PgException refusal ? refusal.getSqlState() + " " + refusal.getErrorMessage() : cause.getMessage());
    }

    private Future<Session> made(Session made, long its) {
        if (its != generation) {
            made.connection().close();
            return Future.failedFuture(new RequestFailure(Failures.CLOSED, "given up while it connected"));
        }
        session = made;
        lastWords = "";
        made.connection().exceptionHandler(this::hear);
        made.connection().closeHandler(nothing -> {
            if (session == made) {
                session = null;
            }
        });
        return Future.succeededFuture(made);
    }

    /** Why the server ends a connection comes as a message of its own, unless the reset is faster. */
    private void hear(Throwable cause) {
        if (cause instanceof PgException refusal) {
            lastWords = refusal.getSqlState() + " " + refusal.getErrorMessage();
        }
    }

    @Override
    public void abort() {
        generation++;
        if (session != null) {
            session.connection().close();
            session = null;
        }
    }
}
