package assay.gateway;

import assay.core.view.RunEntry;
import assay.events.JobEvent.RecipeRejected;
import assay.events.RecipeEvent;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RecipeEvent.RunCancelRequested;
import assay.events.RunId;
import assay.gateway.access.Principal;
import assay.gateway.problem.Flaw;
import assay.gateway.problem.ProblemException;
import assay.gateway.problem.ProblemKind;
import assay.gateway.view.LogView;
import assay.gateway.view.RunHistories;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks for runs, and for their end. Everything is answered only when Kafka has it. */
final class AskOperations {
    /** How long an answer waits at most until this gateway has read what it wrote, so that the next request finds the run. */
    private static final Duration READ_BACK = Duration.ofSeconds(2);
    private final LogView view;
    private final RunHistories histories;
    private final Inbox inbox;
    private final SubmissionForm form;

    AskOperations(LogView view, RunHistories histories, Inbox inbox, SubmissionForm form) {
        this.view = view;
        this.histories = histories;
        this.inbox = inbox;
        this.form = form;
    }

    void submit(RoutingContext context) {
        RunId run = id(context);
        RecipeSubmitted submission = form.read(context, run, Principal.of(context).name());
        ask(context, run, submission, submission.mode());
    }

    void rerun(RoutingContext context) {
        RunId original = view.run(Parameters.of(context).path("id")).id();
        String from = Parameters.of(context).json().getString("from", "run");
        RunId run = id(context);
        RerunRequested request = new RerunRequested(original, from, form.output(run), Principal.of(context).name());
        Reply.with(context, histories.submission(original).map(submission -> submission.map(RecipeSubmitted::mode).orElse(Mode.RUN)),
                mode -> ask(context, run, request, mode));
    }

    void cancel(RoutingContext context) {
        RunEntry run = view.run(Parameters.of(context).path("id"));
        if (run.ended()) {
            throw ProblemKind.RUN_OVER.because("run " + run.id() + " is over already: " + run.state()).of(run.id().value());
        }
        JsonObject body = Parameters.of(context).json();
        RunCancelRequested request = new RunCancelRequested(body.getString("reason", ""), Principal.of(context).name(), body.getBoolean("interrupt", false));
        Reply.with(context, inbox.publish(run.id(), request), done -> answer(context, run.id(), "cancel", run.state()));
    }

    private static RunId id(RoutingContext context) {
        return Parameters.of(context).header("Idempotency-Key").map(key -> RunIds.of(Principal.of(context).name(), key)).orElseGet(RunIds::drawn);
    }

    private void ask(RoutingContext context, RunId run, RecipeEvent request, Mode mode) {
        Duration patience = Patience.of(Parameters.of(context).header("Prefer"));
        if (!patience.isZero()) {
            context.response().putHeader("Preference-Applied", "wait=" + patience.toSeconds());
        }
        Reply.with(context, once(run, request).compose(asked -> histories.await(run, entry -> true, READ_BACK)).compose(read -> requireSame(run, request))
                .compose(same -> patience.isZero() ? Future.succeededFuture(view.find(run)) : histories.await(run, decided(mode), patience))
                .compose(standing -> requireNotRejected(standing, patience)),
                standing -> answer(context, run, mode.name().toLowerCase(Locale.ROOT), standing.map(RunEntry::state).orElse("submitted")));
    }

    /** What stands there already is not asked for again. */
    private Future<Void> once(RunId run, RecipeEvent request) {
        return view.find(run).isPresent() ? requireSame(run, request) : inbox.publish(run, request);
    }

    /** Of two requests under one id the first wins; who sent the other one must not take the first one's run for his own. */
    private Future<Void> requireSame(RunId run, RecipeEvent request) {
        return histories.request(run).map(known -> {
            if (known.isPresent() && !bare(known.get()).equals(bare(request))) {
                throw ProblemKind.KEY_REUSED.because("this Idempotency-Key stands for another request, that of run " + run + "; take another key for this one").of(run.value());
            }
            return null;
        });
    }

    /** A request without what the gateway itself puts into it. */
    private static RecipeEvent bare(RecipeEvent request) {
        return switch (request) {
            case RecipeSubmitted s -> new RecipeSubmitted(s.text(), s.sourceName(), s.mode(), s.overrides(), s.labels(), s.files(), "", "");
            case RerunRequested r -> new RerunRequested(r.original(), r.from(), "", "");
            case RunCancelRequested c -> c;
        };
    }

    private static Predicate<RunEntry> decided(Mode mode) {
        return mode == Mode.PLAN ? RunEntry::ended : RunEntry::judged;
    }

    private Future<Optional<RunEntry>> requireNotRejected(Optional<RunEntry> standing, Duration patience) {
        if (patience.isZero() || standing.filter(RunEntry::rejected).isEmpty()) {
            return Future.succeededFuture(standing);
        }
        RunId run = standing.get().id();
        return histories.events(run).compose(events -> Future.failedFuture(rejected(run, events.stream().map(envelope -> envelope.event())
                .filter(RecipeRejected.class::isInstance).map(RecipeRejected.class::cast).flatMap(event -> event.problems().stream()).map(Flaw::of).toList())));
    }

    private static ProblemException rejected(RunId run, List<Flaw> flaws) {
        return (flaws.isEmpty() ? ProblemKind.RECIPE_REJECTED.because("the recipe is not valid; GET /v1/runs/" + run + " says why")
                : ProblemKind.RECIPE_REJECTED.because(flaws)).of(run.value());
    }

    private static void answer(RoutingContext context, RunId run, String mode, String state) {
        String href = "/v1/runs/" + run;
        context.response().setStatusCode(202).putHeader(HttpHeaders.LOCATION, href).putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject().put("id", run.value()).put("mode", mode).put("href", href).put("state", state).toBuffer());
    }
}
