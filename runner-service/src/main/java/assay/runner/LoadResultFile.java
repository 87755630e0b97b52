package assay.runner;

import assay.core.results.LoadResult;
import assay.core.results.LoadResult.Counts;
import assay.core.results.LoadResult.Times;
import assay.core.results.LoadResults;
import assay.events.ErrorCount;
import assay.events.Figure;
import assay.events.Figure.Better;
import assay.events.Measurement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a load generator's {@code result.json}, whoever wrote it. A file that its schema does not allow measures nothing, and the measurement says why. */
final class LoadResultFile {
    static final String NAME = "result.json";
    private static final String SCHEMA = "assay.load.v1";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern FIGURE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final int MOST_FIGURES = 200;
    private static final int MOST_ERRORS = 40;
    private static final int MOST_KINDS = 20;
    private static final int MOST_SECONDS = 100_000;
    private static final int LONGEST_TEXT = 400;
    private static final int LONGEST_NAME = 40;

    private LoadResultFile() {
    }

    /** The measurement of a window whose client ran from {@code began} to {@code ended}. */
    static Measurement measurement(String text, Instant began, Instant ended) {
        try {
            return LoadResults.parse(result(JsonPlace.of(JSON.readTree(text))), began, ended);
        } catch (JacksonException e) {
            return Measurement.nothing(began, ended, NAME + " is no JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            return Measurement.nothing(began, ended, NAME + ": " + e.getMessage());
        }
    }

    private static LoadResult result(JsonPlace file) {
        file.at("schema").expect(node -> node.isString() && node.asString().equals(SCHEMA), "'" + SCHEMA + "'");
        file.at("generator").text();
        JsonPlace load = file.at("load");
        load.at("model").expect(node -> node.isString() && List.of("closed", "open").contains(node.asString()), "'closed' or 'open'");
        JsonPlace window = file.at("window");
        return new LoadResult(Excerpt.line(load.at("text").text(), LONGEST_TEXT), instant(window.at("start_us").whole()), instant(window.at("end_us").whole()),
                file.at("measured").flag(), counts(file), errors(file.maybe("errors")), figures(file.at("figures")), checks(file.maybe("checks")),
                texts(file.maybe("problems")), perSecond(file.maybe("series")), times(file.maybe("histograms")), times(file.maybe("kinds")));
    }

    private static Counts counts(JsonPlace file) {
        JsonPlace counts = file.at("counts");
        JsonPlace tokens = file.maybe("tokens");
        return new Counts(counts.at("ok").count(), counts.at("failed").count(), count(counts, "timed_out"), count(counts, "unfinished"), count(counts, "unsent"),
                count(counts, "blocked"), count(tokens, "input"), count(tokens, "output"));
    }

    private static long count(JsonPlace among, String name) {
        JsonPlace place = among.maybe(name);
        return place.isThere() ? place.count() : LoadResult.UNCOUNTED;
    }

    private static List<ErrorCount> errors(JsonPlace list) {
        return list.items().limit(MOST_ERRORS).map(error -> new ErrorCount(Excerpt.line(error.at("class").text(), LONGEST_NAME), error.at("count").count(),
                moment(error.maybe("first_us")), moment(error.maybe("last_us")), error.maybe("sample").isThere() ? Excerpt.line(error.at("sample").text(), LONGEST_TEXT) : "")).toList();
    }

    private static Instant moment(JsonPlace place) {
        return place.isThere() ? instant(place.whole()) : Instant.EPOCH;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static List<Figure> figures(JsonPlace list) {
        return list.items().limit(MOST_FIGURES).map(LoadResultFile::figure).toList();
    }

    private static Figure figure(JsonPlace figure) {
        JsonPlace name = figure.at("name");
        name.expect(node -> node.isString() && FIGURE.matcher(node.asString()).matches(), "a name of letters, digits and _");
        JsonPlace better = figure.at("better");
        better.expect(node -> node.isString() && List.of("higher", "lower").contains(node.asString()), "'higher' or 'lower'");
        return new Figure(name.text(), figure.at("value").number(), Excerpt.line(figure.at("unit").text(), LONGEST_NAME), better.text().equals("higher") ? Better.HIGHER : Better.LOWER);
    }

    private static List<String> checks(JsonPlace list) {
        return list.items().filter(check -> !check.at("passed").flag()).map(check -> check.at("name").text() + ": " + check.at("text").text()).toList();
    }

    private static List<String> texts(JsonPlace list) {
        return list.items().map(JsonPlace::text).toList();
    }

    private static Map<String, Times> times(JsonPlace histograms) {
        Map<String, Times> times = new LinkedHashMap<>();
        histograms.members().limit(MOST_KINDS).forEach(member -> {
            member.at("unit").expect(node -> node.isString() && node.asString().equals("us"), "'us'");
            times.put(Excerpt.line(member.name(), LONGEST_NAME), new Times(member.at("count").count(), member.at("hdr").text()));
        });
        return times;
    }

    /** Requests answered in each second, where the series has such columns. */
    private static Map<Long, Long> perSecond(JsonPlace series) {
        Map<Long, Long> counts = new LinkedHashMap<>();
        if (series.isThere()) {
            List<String> columns = series.at("columns").items().map(JsonPlace::text).toList();
            int second = columns.indexOf("second");
            int ok = columns.indexOf("ok");
            List<List<JsonPlace>> rows = series.at("rows").items().limit(MOST_SECONDS).map(row -> row.items().toList()).toList();
            rows.stream().filter(row -> second >= 0 && ok >= 0 && row.size() == columns.size())
                    .forEach(row -> counts.put(row.get(second).whole(), row.get(ok).count()));
        }
        return counts;
    }
}
