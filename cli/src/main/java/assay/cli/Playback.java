package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Entry.Position;
import assay.events.Envelope;
import assay.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run's events in log order, played back to any of them. They are counted from 1, as {@code assay events} numbers them. */
record Playback(List<Envelope> events) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern OFFSET = Pattern.compile("\\+(\\d{1,9}(?:\\.\\d+)?)s?|(\\d{1,9}(?:\\.\\d+)?)s");

    Playback {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("Expected the events of a run, but found none");
        }
    }

    /** The run as it stood after so many events. */
    Snapshot after(int count) {
        Runs runs = Runs.of("");
        for (int offset = 0; offset < count; offset++) {
            runs.take(new Entry.Readable(new Position(Topic.JOBS, 0, offset), events.get(offset)));
        }
        return new Snapshot(runs.run(events.getFirst().run()).orElseThrow(() -> new MisuseException("the log does not hold the beginning of this run")),
                events.subList(0, count), Map.of());
    }

    /** How many events a person means: by number, or by a time at which no later one was written yet. */
    int count(String words) {
        Optional<Instant> time = time(words);
        if (time.isEmpty() && !NUMBER.matcher(words).matches()) {
            throw new MisuseException("expected an event's number, a time such as 2026-11-23T18:31:00Z, or seconds since the request such as +81.7s, but found '" + words + "'");
        }
        int count = time.map(this::until).orElseGet(() -> Integer.parseInt(words));
        if (count < 1 || count > events.size()) {
            throw new MisuseException(count < 1 ? "there was nothing of this run yet at " + words + "; its first event was written at " + events.getFirst().time()
                    : "this run has " + events.size() + " events; `assay events` numbers them");
        }
        return count;
    }

    private Optional<Instant> time(String words) {
        Matcher offset = OFFSET.matcher(words);
        if (offset.matches()) {
            String seconds = offset.group(1) == null ? offset.group(2) : offset.group(1);
            return Optional.of(events.getFirst().time().plusMillis(Math.round(Double.parseDouble(seconds) * 1_000)));
        }
        try {
            return Optional.of(Instant.parse(words));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** In whole milliseconds since the request, since that is what a person has read. */
    private int until(Instant time) {
        long most = Duration.between(events.getFirst().time(), time).toMillis();
        int count = 0;
        while (count < events.size() && since(count + 1).toMillis() <= most) {
            count++;
        }
        return most < 0 ? 0 : count;
    }

    /** How long after the request an event was written. */
    Duration since(int number) {
        return Duration.between(events.getFirst().time(), events.get(number - 1).time());
    }

    /** An event's place, for people. */
    String words(int number) {
        return String.format(Locale.ROOT, "event %d of %d, %.3f s after the request", number, events.size(), since(number).toMillis() / 1000.0);
    }
}
