package assay.runner;

import assay.core.results.VllmBenchOutput;
import assay.core.results.VllmBenchOutput.Load;
import assay.core.results.VllmBenchOutput.Requests;
import assay.core.results.VllmBenchOutput.Totals;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the result of {@code vllm bench serve} token by token, since its arrays hold a number for every token of every answer. Python writes NaN and
 * Infinity as they are. Confined to one call.
 */
final class VllmBenchFile {
    /** Below the window's directory. */
    static final String NAME = "vllm-bench.json";
    /** Unix time and the program's own time at one moment, both in seconds, for its clock says nothing outside of it. */
    static final String CLOCK = "clock.txt";
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    private static final Pattern TIMES = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?) ([0-9]{1,12}(?:\\.[0-9]{1,9})?)");
    private static final int MOST_ERRORS = 10_000;
    private static final int LONGEST_ERROR = 4_000;
    private long prompts;
    private long completed;
    private long failed;
    private long inputTokens;
    private long outputTokens;
    private double seconds;
    private OptionalDouble goodput = OptionalDouble.empty();
    private double rate;
    private double burstiness = 1;
    private long concurrency;
    private double[] started = {};
    private double[] latencies = {};
    private double[] ttfts = {};
    private double[] spans = {};
    private double[] gaps = {};
    private long[] answers = {};
    private List<String> errors = List.of();

    private VllmBenchFile() {
    }

    /**
     * What the file says.
     *
     * @param clock the text of {@link #CLOCK}; empty when there is none
     * @throws JacksonException when it is no JSON object in whole
     */
    static VllmBenchOutput read(InputStream json, String clock) {
        VllmBenchFile file = new VllmBenchFile();
        try (JsonParser parser = MAPPER.createParser(json)) {
            file.object(parser);
        }
        return file.output(clock);
    }

    private void object(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new StreamReadException(parser, "Expected an object");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            value(name, parser);
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new StreamReadException(parser, "Expected the end of the object");
        }
    }

    private void value(String name, JsonParser parser) {
        switch (name) {
            case "num_prompts" -> prompts = Math.round(number(parser));
            case "completed" -> completed = Math.round(number(parser));
            case "failed" -> failed = Math.round(number(parser));
            case "total_input_tokens" -> inputTokens = Math.round(number(parser));
            case "total_output_tokens" -> outputTokens = Math.round(number(parser));
            case "duration" -> seconds = number(parser);
            case "request_goodput", "request_goodput:" -> goodput = parser.currentToken().isNumeric() ? OptionalDouble.of(parser.getDoubleValue()) : OptionalDouble.empty();
            case "request_rate" -> rate = number(parser);
            case "burstiness" -> burstiness = number(parser);
            case "max_concurrency" -> concurrency = Math.round(number(parser));
            case "start_times" -> started = numbers(parser);
            case "latencies" -> latencies = numbers(parser);
            case "ttfts" -> ttfts = numbers(parser);
            case "output_lens" -> answers = DoubleStream.of(numbers(parser)).mapToLong(Math::round).toArray();
            case "itls" -> gaps(parser);
            case "errors" -> errors = texts(parser);
            default -> parser.skipChildren();
        }
    }

    /** The number that stands there, 0 for what is none or has no end. */
    private static double number(JsonParser parser) {
        if (!parser.currentToken().isNumeric() || !Double.isFinite(parser.getDoubleValue())) {
            parser.skipChildren();
            return 0;
        }
        return parser.getDoubleValue();
    }

    private static double[] numbers(JsonParser parser) {
        DoubleStream.Builder numbers = DoubleStream.builder();
        elements(parser, () -> numbers.add(number(parser)));
        return numbers.build().toArray();
    }

    /** Goes through the array that stands there; of anything else there is no element. */
    private static void elements(JsonParser parser, Runnable element) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.run();
        }
    }

    private void gaps(JsonParser parser) {
        DoubleStream.Builder all = DoubleStream.builder();
        DoubleStream.Builder sums = DoubleStream.builder();
        elements(parser, () -> {
            double[] ofOne = numbers(parser);
            DoubleStream.of(ofOne).forEach(all);
            sums.add(DoubleStream.of(ofOne).sum());
        });
        gaps = all.build().toArray();
        spans = sums.build().toArray();
    }

    private static List<String> texts(JsonParser parser) {
        List<String> texts = new ArrayList<>();
        elements(parser, () -> {
            String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
            if (!text.isEmpty() && texts.size() < MOST_ERRORS) {
                texts.add(text.substring(Math.max(0, text.length() - LONGEST_ERROR)));
            }
            parser.skipChildren();
        });
        return texts;
    }

    private VllmBenchOutput output(String clock) {
        // Older releases do not write the latencies.
        double[] whole = latencies.length == 0 ? IntStream.range(0, Math.min(ttfts.length, spans.length)).mapToDouble(at -> ttfts[at] + spans[at]).toArray()
                : latencies;
        return new VllmBenchOutput(new Totals(prompts, completed, failed, inputTokens, outputTokens, seconds, goodput), new Load(rate, burstiness, concurrency),
                new Requests(started, whole, ttfts, answers, gaps, errors), epoch(clock));
    }

    private static OptionalDouble epoch(String clock) {
        Matcher times = TIMES.matcher(clock.strip());
        return times.matches() ? OptionalDouble.of(Double.parseDouble(times.group(1)) - Double.parseDouble(times.group(2))) : OptionalDouble.empty();
    }
}
