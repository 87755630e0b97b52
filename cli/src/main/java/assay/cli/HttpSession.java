package assay.cli;

import assay.core.run.Run;
import assay.events.Entry;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** A session over HTTP. The server gives the runs their ids, and makes the same run of a request that it gets twice. */
final class HttpSession implements Session {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int LONGEST_NAME = 200;
    private final HttpApi api;
    private final List<HttpFollower> followers = new ArrayList<>();

    HttpSession(HttpApi api) {
        this.api = api;
    }

    @Override
    public RunId submit(RunId proposed, RecipeSubmitted request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("recipe", request.text());
        body.put("source_name", request.sourceName().substring(Math.max(0, request.sourceName().length() - LONGEST_NAME)));
        body.put("mode", request.mode().name().toLowerCase(Locale.ROOT));
        body.put("set", request.overrides());
        body.put("labels", request.labels());
        body.put("files", request.files().stream().map(file -> Map.of("name", file.name(), "base64", file.base64())).toList());
        return asked("/v1/runs", body, proposed);
    }

    @Override
    public RunId rerun(RunId proposed, RerunRequested request) {
        return asked(HttpLog.path(request.original()) + "/rerun", Map.of("from", request.from()), proposed);
    }

    private RunId asked(String path, Map<String, Object> body, RunId proposed) {
        HttpAnswer answer = api.post(path, MAPPER.writeValueAsString(body), Map.of("Idempotency-Key", proposed.value()));
        return api.understood(() -> new RunId(MAPPER.readTree(answer.body()).path("id").asString("")));
    }

    @Override
    public void cancel(RunId run, String reason, boolean interrupt) {
        api.post(HttpLog.path(run) + "/cancel", MAPPER.writeValueAsString(Map.of("reason", reason, "interrupt", interrupt)), Map.of());
    }

    @Override
    public void follow(RunId run, Consumer<Entry> consumer, Consumer<String> say) {
        followers.add(HttpFollower.start(api, HttpLog.path(run) + "/events", consumer, say));
        followers.add(HttpFollower.start(api, HttpLog.path(run) + "/metrics", consumer, words -> {
        }));
    }

    @Override
    public void keep(String shortId, Consumer<String> say) throws IOException {
        for (HttpFollower follower : followers) {
            follower.check();
        }
    }

    /** The server looks after its services. */
    @Override
    public void leave() {
    }

    @Override
    public boolean fetch(Run run, Path output, Consumer<String> say) throws IOException {
        return new Download(api, run).into(output, say);
    }

    @Override
    public void close() {
        followers.forEach(HttpFollower::close);
    }
}
