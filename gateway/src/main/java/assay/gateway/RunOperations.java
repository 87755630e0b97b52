package assay.gateway;

import assay.core.view.PlanView;
import assay.core.view.RunEntry;
import assay.core.view.RunView;
import assay.events.Envelope;
import assay.events.RecipeEvent;
import assay.gateway.problem.ProblemKind;
import assay.gateway.view.LogView;
import assay.gateway.view.RunFilter;
import assay.gateway.view.RunHistories;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells of runs. */
final class RunOperations {
    private static final int PAGE = 50;
    private final LogView view;
    private final RunHistories histories;

    RunOperations(LogView view, RunHistories histories) {
        this.view = view;
        this.histories = histories;
    }

    void list(RoutingContext context) {
        Parameters asked = Parameters.of(context);
        RunFilter filter = new RunFilter(asked.queries("state"), asked.query("recipe"), asked.query("submitter"), Labels.of(asked.queries("label")));
        Content.json(view.page(filter, asked.number("limit", PAGE), asked.query("cursor"))).send(context);
    }

    void get(RoutingContext context) {
        RunEntry run = view.run(Parameters.of(context).path("id"));
        Reply.with(context, histories.events(run.id()).compose(events -> events.isEmpty() ? histories.request(run.id()).map(request -> waiting(run, request))
                : Future.succeededFuture(RunView.of(events))), told -> Content.json(told).sendUnlessKnown(context));
    }

    private static RunView waiting(RunEntry run, Optional<RecipeEvent> request) {
        return RunView.waiting(run, request.filter(RecipeEvent.RecipeSubmitted.class::isInstance).map(RecipeEvent.RecipeSubmitted.class::cast)
                .map(submission -> submission.mode().name().toLowerCase(Locale.ROOT)).orElse("run"));
    }

    void plan(RoutingContext context) {
        RunEntry run = view.run(Parameters.of(context).path("id"));
        Reply.with(context, histories.events(run.id()).map(events -> planned(run, events)), plan -> Content.json(plan).send(context));
    }

    private static PlanView planned(RunEntry run, List<Envelope> events) {
        return (events.isEmpty() ? Optional.<PlanView>empty() : PlanView.of(events)).orElseThrow(() -> ProblemKind.NOT_PLANNED.because("run " + run.id()
                + (run.ended() ? " was never planned: it is " + run.state() + "; GET /v1/runs/" + run.id() + " says why" : " is not planned yet: it is " + run.state()
                + "; ask again in a moment")).of(run.id().value()));
    }
}
