package assay.cli;

import assay.core.run.Run;
import assay.core.view.RunPage;
import assay.core.view.RunView;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.RunId;
import assay.log.CloudEventLines;
import assay.log.ViewJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What a server tells of runs over HTTP, asked for when somebody wants it. */
final class HttpLog implements Log {
    private static final int PAGE = 200;
    private final HttpApi api;
    private final Map<RunId, RunView> named = new HashMap<>();
    private final Map<RunId, List<Envelope>> events = new HashMap<>();
    private final TreeSet<RunId> known = new TreeSet<>();

    HttpLog(HttpApi api) {
        this.api = api;
    }

    /** Where a run is told of. */
    static String path(RunId run) {
        return "/v1/runs/" + run;
    }

    @Override
    public List<ListedRun> all() {
        List<ListedRun> newestFirst = new ArrayList<>();
        String next = "";
        do {
            RunPage page = read(RunPage.class, "/v1/runs?limit=" + PAGE + (next.isEmpty() ? "" : "&cursor=" + HttpApi.segment(next)));
            page.runs().stream().filter(run -> !run.state().equals("submitted")).map(ListedRun::of).forEach(newestFirst::add);
            next = page.next();
        } while (!next.isEmpty());
        newestFirst.forEach(listed -> known.add(listed.run().id()));
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private <R extends Record> R read(Class<R> type, String path) {
        String told = api.get(path).body();
        return api.understood(() -> ViewJson.read(type, told));
    }

    @Override
    public RunId id(String name) {
        RunView view = read(RunView.class, "/v1/runs/" + HttpApi.segment(name));
        named.put(view.id(), view);
        known.add(view.id());
        return view.id();
    }

    @Override
    public Optional<Run> find(RunId id) {
        return Optional.of(events(id)).filter(all -> !all.isEmpty()).map(all -> new Playback(all).after(all.size()).run());
    }

    @Override
    public List<Envelope> events(RunId run) {
        return events.computeIfAbsent(run, this::read);
    }

    private List<Envelope> read(RunId run) {
        List<Envelope> read = new ArrayList<>();
        api.get(path(run) + "/events").body().lines().filter(line -> !line.isBlank()).map(line -> api.understood(() -> CloudEventLines.read(line))).forEach(entry -> {
            if (entry instanceof Entry.Readable(var position, var envelope)) {
                read.add(envelope);
            }
        });
        return read;
    }

    @Override
    public ShortIds ids() {
        return ShortIds.among(known);
    }

    @Override
    public String asked(RunId id) {
        return Optional.ofNullable(named.get(id)).map(RunView::outputDirectory).orElse("");
    }

    @Override
    public Imported imported() {
        return Imported.none();
    }
}
