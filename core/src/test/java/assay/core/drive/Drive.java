package assay.core.drive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.loop.Draft;
import assay.core.loop.Duty;
import assay.core.loop.Effect;
import assay.core.loop.Program;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.RecipeEvent;
import assay.events.RecipeEvent.Mode;
import assay.events.RunId;
import assay.events.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One run, driven by what its services find due, against a world that answers by chance. */
final class Drive {
    private static final int KIND_ROUNDS = 60;
    private final Random random;
    private final World world;
    private final Transitions transitions;
    private final List<Entry> log = new ArrayList<>();
    private final Runs runs = Runs.of(Samples.LOG);
    private Instant now = Samples.START;

    Drive(long seed, Transitions transitions) {
        this.random = new Random(seed);
        this.world = new World(random);
        this.transitions = transitions;
        take(new Envelope(new EventId("submitted"), Samples.RUN, "/test", now, "",
                new RecipeEvent.RecipeSubmitted("r", "r.yaml", mode(random.nextInt(10)), List.of(), Map.of(), List.of(), "/tmp/out", "ada")));
    }

    private static Mode mode(int chance) {
        return switch (chance) {
            case 0 -> Mode.PLAN;
            case 1 -> Mode.STAGE;
            default -> Mode.RUN;
        };
    }

    List<Entry> log() {
        return log;
    }

    Runs runs() {
        return runs;
    }

    Instant now() {
        return now;
    }

    boolean finished() {
        return runs.run(Samples.RUN).filter(run -> run.finished() && !run.reportDue()).isPresent();
    }

    /** One duty of one service, or something from outside. */
    void step() {
        now = now.plusMillis(random.nextInt(random.nextInt(5) == 0 ? 90_000 : 3_000));
        if (random.nextInt(60) == 0) {
            take(new Envelope(new EventId("cancel" + log.size()), Samples.RUN, "/test", now, "", new RecipeEvent.RunCancelRequested("", "ada", random.nextBoolean())));
        }
        if (random.nextInt(60) == 0) {
            fault();
        }
        Programs.all(random.nextInt(10) == 0 ? "other" : "p1").forEach(program -> {
            if (random.nextBoolean()) {
                one(program);
            }
        });
    }

    /** A whole run: so many steps by chance, and then to its end. */
    static Drive toTheEnd(long seed, int steps, Transitions transitions) {
        Drive drive = new Drive(seed, transitions);
        for (int step = 0; step < steps && !drive.finished(); step++) {
            drive.step();
        }
        for (int round = 0; round < KIND_ROUNDS && !drive.finished(); round++) {
            drive.kindly();
        }
        return drive;
    }

    /** Everything that is due, answered so that the run comes to its end. */
    void kindly() {
        world.becomeKind();
        now = now.plusSeconds(200);
        Programs.all("last").forEach(this::all);
    }

    private <E extends Effect, A> void one(Program<E, A> program) {
        List<Duty<E>> duties = program.due(runs, now);
        if (!duties.isEmpty()) {
            act(program, duties, duties.get(random.nextInt(duties.size())));
        }
    }

    private <E extends Effect, A> void all(Program<E, A> program) {
        List<Duty<E>> duties = program.due(runs, now);
        duties.forEach(duty -> act(program, duties, duty));
    }

    private <E extends Effect, A> void act(Program<E, A> program, List<Duty<E>> duties, Duty<E> duty) {
        switch (duty) {
            case Duty.Append<E>(var run, var event) -> append(program.writer(), duties.stream().filter(Duty.Append.class::isInstance)
                    .map(append -> ((Duty.Append<E>) append)).map(append -> new Draft(append.run(), append.event())).toList());
            case Duty.Perform<E>(var effect) -> {
                @SuppressWarnings("unchecked")
                A answer = (A) world.answer(effect, now);
                append(program.writer(), program.decide(runs, answer, now));
            }
        }
    }

    private void append(Writer writer, List<Draft> drafts) {
        Map<RunId, List<Event>> byRun = new LinkedHashMap<>();
        drafts.forEach(draft -> byRun.computeIfAbsent(draft.run(), run -> new ArrayList<>()).add(draft.event()));
        byRun.forEach((run, events) -> {
            Map<String, Integer> added = new HashMap<>();
            List<Envelope> envelopes = runs.fitting(run, events, now).stream().map(event -> runs.envelope(run, event, writer, now, added)).toList();
            int before = superseded();
            envelopes.forEach(this::take);
            assertThat(superseded()).as("superseded although nothing came between").isEqualTo(before);
        });
    }

    /** An event whose folding fails: only a job that is being submitted can be refused "not now". */
    private void fault() {
        runs.run(Samples.RUN).stream().flatMap(run -> run.all().stream()).flatMap(job -> job.state().attempt().stream()).findFirst().ifPresent(token ->
                take(new Envelope(new EventId("fault" + log.size()), Samples.RUN, "/test", Instant.MAX, "",
                        new JobEvent.SubmissionRefused(token, JobEvent.RefusalKind.NOT_NOW, "later"))));
    }

    private int superseded() {
        return runs.run(Samples.RUN).map(run -> run.book().superseded()).orElse(0);
    }

    private void take(Envelope envelope) {
        var before = runs.run(Samples.RUN);
        Entry entry = Soup.readable(log.size(), envelope);
        log.add(entry);
        runs.take(entry);
        if (envelope.event() instanceof JobEvent event) {
            transitions.saw(before, event, runs.run(Samples.RUN));
        }
    }
}
