package assay.core.report;

import assay.events.Envelope;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.JobName;
import assay.events.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run's events as the report reads them: in order, each id once, nothing behind the first RunFinished. What follows the end of a run,
 * such as its report, therefore never changes the report.
 */
final class RunLog {
    private final List<Entry<JobEvent>> entries;

    /** An event with its place in the log and the time its writer gave it. */
    record Entry<E>(int index, Instant time, E event) {
    }

    RunLog(List<Envelope> log) {
        this.entries = List.copyOf(upToTheEnd(log));
    }

    private static List<Entry<JobEvent>> upToTheEnd(List<Envelope> log) {
        List<Entry<JobEvent>> kept = new ArrayList<>();
        Set<EventId> seen = new HashSet<>();
        for (Envelope envelope : log) {
            if (envelope.event() instanceof JobEvent event && seen.add(envelope.id())) {
                kept.add(new Entry<>(kept.size(), envelope.time(), event));
                if (event instanceof JobEvent.RunFinished) {
                    break;
                }
            }
        }
        return kept;
    }

    /** All events of a type, in order. */
    <E> List<Entry<E>> all(Class<E> type) {
        return stream(type).toList();
    }

    /** The first event of a type: where only one fits, a second one is superseded. */
    <E> Optional<Entry<E>> first(Class<E> type) {
        return stream(type).findFirst();
    }

    /** All events of a type about one attempt, in order. */
    <E extends JobEvent.OfAttempt> List<Entry<E>> of(Token token, Class<E> type) {
        return stream(type).filter(entry -> entry.event().token().equals(token)).toList();
    }

    /** Everything about an attempt or its job, in order. */
    List<Entry<JobEvent.OfJob>> of(Token token) {
        return stream(JobEvent.OfJob.class)
                .filter(entry -> entry.event() instanceof JobEvent.OfAttempt attempt ? attempt.token().equals(token) : entry.event().job().equals(token.job()))
                .toList();
    }

    /** Every attempt that was meant to be submitted, in that order. */
    List<Token> attempts() {
        Set<Token> tokens = new LinkedHashSet<>();
        stream(JobEvent.OfAttempt.class).forEach(entry -> tokens.add(entry.event().token()));
        return List.copyOf(tokens);
    }

    /** The last attempt of each job: the one whose results count. */
    Optional<Token> lastAttempt(JobName job) {
        return attempts().stream().filter(token -> token.job().equals(job)).max(Comparator.comparingInt(Token::attempt));
    }

    /** When the run was requested, or the first that is known of it. */
    Instant start() {
        return entries.isEmpty() ? Instant.EPOCH : entries.getFirst().time();
    }

    /** When the run was finished, or the last that is known of it. */
    Instant end() {
        return entries.isEmpty() ? Instant.EPOCH : entries.getLast().time();
    }

    private <E> Stream<Entry<E>> stream(Class<E> type) {
        return entries.stream().filter(entry -> type.isInstance(entry.event())).map(entry -> new Entry<>(entry.index(), entry.time(), type.cast(entry.event())));
    }
}
