package assay.core.drive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.loop.Answer;
import assay.core.loop.Loop;
import assay.core.loop.Step;
import assay.core.parser.ParseRecipe;
import assay.core.parser.ParserEffect;
import assay.core.parser.ParserProgram;
import assay.core.parser.RecallRun;
import assay.core.parser.RecipeRead;
import assay.core.parser.Rerun;
import assay.core.plan.Planner;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.run.Stage;
import assay.core.scheduler.RecordedScripts;
import assay.core.scheduler.SchedulerProgram;
import assay.core.scheduler.ScriptsWritten;
import assay.core.scheduler.WriteScripts;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.JobScripted;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RecipeRejected;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobEvent.RunRequested;
import assay.events.Origin;
import assay.events.Problem;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.recipe.Recipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Running an old run again, from the request in the inbox to the scripts. */
class RerunTest {
    private static final RunId OLD = Samples.RUN;
    private static final RunId NEW = new RunId("again00000");
    private static final Recipe RECIPE = Samples.recipe(1, 1, 2);
    private static final RunPlanned PLAN = Planner.plan(RECIPE);
    private static final List<JobScripted> SCRIPTS = PLAN.jobs().stream().map(job -> new JobScripted(job.name(), "#!/bin/bash\n# " + job.name(), List.of(), "ab")).toList();
    private final Loop<ParserEffect, RecipeRead> parser = new Loop<>(new ParserProgram(), Runs.of(Samples.LOG));
    private int offset;

    @Test
    void shouldRecallTheOldRunFirst() {
        // when
        Step<ParserEffect> step = parser.step(List.of(asked(new RerunRequested(OLD, "run", "/tmp/new", "bob"))), List.of(), Samples.START);

        // then
        assertThat(step.appends()).isEmpty();
        assertThat(step.effects()).containsExactly(new RecallRun(NEW, new RerunRequested(OLD, "run", "/tmp/new", "bob")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"schedule", "run"})
    void shouldTakeTheRecipeOverAsItWasAccepted(String from) {
        // when
        List<Event> appended = appended(new RerunRequested(OLD, from, "/tmp/new", "bob"), whole());

        // then
        assertThat(appended).containsExactly(new RunRequested(again("/tmp/new", "bob"), new Origin(OLD.value(), from)), new RecipeAccepted(RECIPE, "ab", List.of()));
    }

    @Test
    void shouldReadTheRecipeAnewFromParseOn() {
        // when
        List<Event> appended = appended(new RerunRequested(OLD, "parse", "/tmp/new", "bob"), whole());
        Step<ParserEffect> next = parser.step(List.of(read(NEW, appended.getFirst())), List.of(), Samples.START.plusSeconds(1));

        // then
        assertThat(appended).containsExactly(new RunRequested(again("/tmp/new", "bob"), new Origin(OLD.value(), "parse")));
        assertThat(next.effects()).containsExactly(new ParseRecipe(NEW, again("/tmp/new", "bob")));
    }

    @Test
    void shouldNeedOnlyTheOriginalAndPutResultsBesideItsOwn() {
        // when
        List<Event> appended = appended(new RerunRequested(OLD, "", "", ""), whole());

        // then
        assertThat(appended.getFirst()).isEqualTo(new RunRequested(again("/tmp/" + NEW, ""), new Origin(OLD.value(), "run")));
        assertThat(appended.getLast()).isInstanceOf(RecipeAccepted.class);
    }

    @Test
    void shouldRunWhatWasOnlyPlanned() {
        // given
        List<Envelope> planned = new ArrayList<>(whole());
        planned.set(0, envelope(OLD, new RunRequested(Samples.submission(Mode.PLAN))));

        // then
        assertThat(appended(new RerunRequested(OLD, "run", "/tmp/new", "bob"), planned).getFirst())
                .isEqualTo(new RunRequested(again("/tmp/new", "bob"), new Origin(OLD.value(), "run")));
    }

    @Test
    void shouldRejectWhatIsUnknownOrHasNoSuchStep() {
        // given
        List<Envelope> rejected = List.of(envelope(OLD, new RunRequested(Samples.submission(Mode.RUN))), envelope(OLD, new RecipeRejected(List.of())));

        // then
        assertThat(problem("run", List.of())).contains("there is no run " + OLD);
        assertThat(problem("report", whole())).contains("no run can be repeated from 'report' on", "--from report");
        assertThat(problem("schedule", rejected)).contains("was never accepted", "--from parse");
    }

    @Test
    void shouldTakeTheFirstRequestWithAnId() {
        // given
        RerunRequested first = new RerunRequested(OLD, "run", "/tmp/new", "bob");
        Entry second = new Entry.Readable(new Entry.Position(Topic.RECIPES, 0, offset++), envelope(NEW, Samples.submission(Mode.RUN)));

        // when
        Step<ParserEffect> step = parser.step(List.of(asked(first), asked(new RerunRequested(OLD, "parse", "", "eve")), second), List.of(), Samples.START);

        // then
        assertThat(step.appends()).isEmpty();
        assertThat(step.effects()).containsExactly(new RecallRun(NEW, first));
    }

    @Test
    void shouldAskForTheScriptsOfTheOldRun() {
        // given
        Loop<WriteScripts, ScriptsWritten> scheduler = new Loop<>(new SchedulerProgram(Duration.ofSeconds(30)), Runs.of(Samples.LOG));
        Origin origin = new Origin(OLD.value(), "run");

        // when
        Step<WriteScripts> step = scheduler.step(List.of(read(NEW, new RunRequested(again("/tmp/new", "bob"), origin)), read(NEW, new RecipeAccepted(RECIPE, "ab", List.of())),
                read(NEW, new ClusterObserved("slurm", true, "", false, Map.of(), List.of(), "/tmp/new"))), List.of(), Samples.START);

        // then
        assertThat(step.effects()).containsExactly(new WriteScripts(NEW, RECIPE, origin));
    }

    @Test
    void shouldTakeTheScriptsOverByteForByte() {
        assertThat(RecordedScripts.of(NEW, OLD.value(), whole())).isEqualTo(new ScriptsWritten.Written(NEW, PLAN, SCRIPTS));
    }

    @Test
    void shouldRefuseWithoutEveryScript() {
        // given
        List<Envelope> torn = whole().subList(0, whole().size() - 1);

        // then
        assertThat(RecordedScripts.of(NEW, OLD.value(), torn)).isInstanceOfSatisfying(ScriptsWritten.Unplannable.class,
                answer -> assertThat(answer.problems()).extracting(Problem::toString).allMatch(words -> words.contains("was never planned") && words.contains("--from schedule")));
    }

    @Test
    void shouldKeepTheOriginUntilItIsPlanned() {
        // given
        Runs runs = Runs.of(Samples.LOG);

        // when
        List.of(new RunRequested(again("/tmp/new", "bob"), new Origin(OLD.value(), "run")), new RecipeAccepted(RECIPE, "ab", List.of()))
                .forEach(event -> runs.take(read(NEW, event)));

        // then
        assertThat(runs.run(NEW).map(Run::stage)).contains(new Stage.Accepted(RECIPE, new Origin(OLD.value(), "run")));
    }

    private List<Event> appended(RerunRequested request, List<Envelope> log) {
        Step<ParserEffect> asked = parser.step(List.of(asked(request)), List.of(), Samples.START);
        RecallRun recall = (RecallRun) asked.effects().getFirst();
        RecipeRead answer = Rerun.of(recall.run(), recall.request(), log);
        return parser.step(List.of(), List.of(new Answer.Given<>(recall.key(), answer)), Samples.START).appends().stream().map(Envelope::event).toList();
    }

    private static String problem(String from, List<Envelope> log) {
        List<? extends Event> events = Rerun.of(NEW, new RerunRequested(OLD, from, "/tmp/new", "bob"), log).events();
        assertThat(events).hasSize(2).first().isInstanceOf(RunRequested.class);
        return ((RecipeRejected) events.getLast()).problems().getFirst().toString();
    }

    private static List<Envelope> whole() {
        List<Envelope> log = new ArrayList<>();
        log.add(envelope(OLD, new RunRequested(Samples.submission(Mode.RUN))));
        log.add(envelope(OLD, new RecipeAccepted(RECIPE, "ab", List.of())));
        log.add(envelope(OLD, PLAN));
        SCRIPTS.forEach(script -> log.add(envelope(OLD, script)));
        return log;
    }

    private static RecipeSubmitted again(String output, String by) {
        RecipeSubmitted old = Samples.submission(Mode.RUN);
        return new RecipeSubmitted(old.text(), old.sourceName(), Mode.RUN, old.overrides(), old.labels(), old.files(), output, by);
    }

    private Entry asked(RerunRequested request) {
        return new Entry.Readable(new Entry.Position(Topic.RECIPES, 0, offset++), envelope(NEW, request));
    }

    private Entry read(RunId run, Event event) {
        return new Entry.Readable(new Entry.Position(Topic.JOBS, 0, offset++), envelope(run, event));
    }

    private static Envelope envelope(RunId run, Event event) {
        return new Envelope(new EventId(run + "/" + event.hashCode()), run, "/assay/test", Samples.START, "", event);
    }
}
