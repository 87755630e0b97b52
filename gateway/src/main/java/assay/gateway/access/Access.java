package assay.gateway.access;

import assay.gateway.problem.ProblemAnswers;
import assay.gateway.problem.ProblemKind;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands between the network and the gateway: every request passes here first, and only three paths pass without a key. Confined to the context that
 * serves.
 */
public final class Access {
    private static final Set<String> OPEN_TO_ALL = Set.of("/healthz", "/readyz", "/v1/openapi.yaml");
    private static final Set<HttpMethod> LOOKING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private final Vertx vertx;
    private final AccessConfig config;
    private final Door door;
    private final SecurityHeaders headers;
    private final Authentication authentication;
    private final Buckets submissions;
    private final Buckets reads;
    private final Body body;

    private Access(Vertx vertx, AccessConfig config, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.door = new Door(vertx, config.limits());
        this.headers = new SecurityHeaders(config.tls().isPresent());
        this.authentication = new Authentication(new KnownKeys(config.keys()), config.oidc().map(oidc -> new OidcTokens(vertx, oidc)),
                new Buckets(config.limits().failures()), clock);
        this.submissions = new Buckets(config.limits().submissions());
        this.reads = new Buckets(config.limits().reads());
        this.body = new Body(config.limits(), door);
    }

    /**
     * Makes ready to serve. Where there was never a key file, and no issuer of tokens is named, an administrator's key is made and lies beside it.
     *
     * @throws AccessRefusedException when the address is open to others and nobody could authenticate, or the keys cannot be trusted
     */
    public static Access open(Vertx vertx, AccessConfig config, Clock clock) throws AccessRefusedException {
        prepare(config, clock);
        return new Access(vertx, config, clock);
    }

    /**
     * What {@link #open} does before it opens anything: for a process that would rather not begin than fail.
     *
     * @throws AccessRefusedException as that does
     */
    public static void prepare(AccessConfig config, Clock clock) throws AccessRefusedException {
        for (Path file : config.tls().map(tls -> List.of(tls.certificate(), tls.key())).orElse(List.of())) {
            if (!Files.isReadable(file)) {
                throw new AccessRefusedException("cannot read " + file + ", which ASSAY_TLS_CERT or ASSAY_TLS_KEY names", null);
            }
        }
        FirstKey.prepare(config, clock.instant());
    }

    /** A server that hands what may pass to a router; it does not listen yet. */
    public HttpServer server(Router router) {
        return vertx.createHttpServer(ServerSocket.options(config)).connectionHandler(door::enter).invalidRequestHandler(this::invalid).requestHandler(request -> {
            headers.set(request.response());
            router.handle(request);
        });
    }

    /** Puts everything that each request has to pass before the routes of a router. What does not pass fails with its problem, which the router has to answer. */
    public void protect(Router router) {
        router.route().handler(this::first);
        router.route().handler(authenticate());
        router.route().handler(this::rate);
        router.route().handler(body::limit);
        router.route().handler(BodyHandler.create(false).setBodyLimit(config.limits().bodyBytes()));
        router.route().handler(body::complete);
        router.route().failureHandler(body::failed);
    }

    /** Finds out who asks, before anything of the body is read. */
    public Handler<RoutingContext> authenticate() {
        return context -> {
            if (LOOKING.contains(context.request().method()) && OPEN_TO_ALL.contains(context.normalizedPath())) {
                context.next();
            } else {
                authentication.handle(context);
            }
        };
    }

    /** Lets only those on who have a scope. */
    public Handler<RoutingContext> requires(Scope scope) {
        return context -> {
            Principal principal = Principal.of(context);
            if (principal.may(scope)) {
                context.next();
            } else {
                context.fail(Refusals.lacking(principal, scope));
            }
        };
    }

    /** How many connections there are. */
    public int connections() {
        return door.connections();
    }

    private void first(RoutingContext context) {
        if (context.response().writeQueueFull()) {
            // Whoever asks on without taking the answers would have them all kept for him.
            HangUp.on(context.request().connection());
            return;
        }
        door.waits(context, Door.Waiting.FOR_STRANGER);
        context.addEndHandler(ignored -> door.waits(context, Door.Waiting.FOR_NEXT_REQUEST));
        Audit.follow(context);
        headers.allowReport(context);
        if (context.request().version() != HttpVersion.HTTP_1_1) {
            context.fail(ProblemKind.HTTP_VERSION_NOT_SUPPORTED.because("this server speaks HTTP/1.1 alone").andEnd());
        } else if (context.request().headers().size() > config.limits().headers()) {
            context.fail(ProblemKind.HEADERS_TOO_LARGE.because("a request may have at most " + config.limits().headers() + " headers").andEnd());
        } else {
            context.next();
        }
    }

    private void rate(RoutingContext context) {
        Object asker = context.get(Principal.class.getName());
        if (!(asker instanceof Principal principal)) {
            context.next();
            return;
        }
        boolean looking = LOOKING.contains(context.request().method());
        Optional<Duration> wait = (looking ? reads : submissions).take(principal.name(), System.nanoTime());
        wait.ifPresentOrElse(time -> context.fail(Refusals.tooMany(looking ? "requests" : "submissions", time)), context::next);
    }

    private void invalid(HttpServerRequest request) {
        headers.set(request.response());
        ProblemAnswers.answer(request, ServerSocket.refusal(request));
    }
}
