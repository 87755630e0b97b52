package assay.core.model;

import assay.core.loop.Answer;
import assay.core.loop.Effect;
import assay.core.loop.Loop;
import assay.core.model.Search.Move;
import assay.core.model.State.Child;
import assay.core.model.State.Cluster;
import assay.core.model.State.Phase;
import assay.core.model.State.Process;
import assay.core.plan.Planner;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.runner.RunnerAnswer;
import assay.core.scheduler.SchedulerProgram;
import assay.core.scheduler.ScriptsWritten;
import assay.core.scheduler.WriteScripts;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.JobEvent.RefusalKind;
import assay.events.JobName;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import assay.events.Token;
import assay.events.Topic;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.MonitorSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One job of one run, from its release on: scheduler and runner over one log and one cluster, a user who may cancel at any moment, processes that are
 * killed or frozen and taken over from at any moment, submissions that arrive late, unheard or never.
 */
final class Protocol {
    private static final String LOG = "l0g1d234";
    private static final RunId RUN = new RunId("7k3q2mab9z");
    private static final Token TOKEN = Token.of(new JobName("load"), 1, RUN, LOG);
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration TICK = Duration.ofSeconds(60);
    private static final int NOBODY = 0;
    private final Rules rules;
    private final World world;
    private final int ticks;
    private final List<Envelope> beginning = new ArrayList<>();
    private final Numbered<Envelope> events = new Numbered<>();
    private final Numbered<Unhurried.Now> effects = new Numbered<>();
    private final Numbered<Answer<RunnerAnswer>> answers = new Numbered<>();
    private final Automaton<WriteScripts, ScriptsWritten> scheduler;
    private final Map<Integer, Automaton<Unhurried.Now, RunnerAnswer>> runners = new HashMap<>();
    private final Map<List<Integer>, Run> folds = new HashMap<>();

    /** Under these rules, for so many ticks. */
    Protocol(Rules rules, int ticks) {
        this.rules = rules;
        this.ticks = ticks;
        this.world = new World(rules, TOKEN, START, TICK);
        begin();
        this.scheduler = automaton(() -> new Loop<>(new SchedulerProgram(Duration.ZERO), Runs.of(LOG)));
    }

    private void begin() {
        ClientSpec client = new ClientSpec("load", "", Map.of(), new Program("", List.of(), "exec run", "", Map.of(), List.of()), "", "", "none", 25,
                new SlurmOptions(Map.of(), 1, 600));
        Recipe recipe = new Recipe("one job", "", Site.builtIn("auto"), List.of(), List.of(client), 1, new MonitorSpec(Map.of()), List.of(), List.of());
        List<Event> all = List.of(new JobEvent.RunRequested(new RecipeSubmitted("recipe: 1", "r.yaml", Mode.RUN, List.of(), Map.of(), List.of(), "/r", "ada")),
                new JobEvent.RecipeAccepted(recipe, "ab", List.of()), new JobEvent.ClusterObserved("slurm", true, "", false, Map.of(), List.of(), "/r"), Planner.plan(recipe),
                new JobEvent.JobScripted(TOKEN.job(), "#!/bin/bash", List.of(), "ab"), new JobEvent.JobChecked(TOKEN.job(), true, ""), new JobEvent.JobReleased(TOKEN.job()));
        all.forEach(event -> beginning.add(new Envelope(new EventId("begin" + beginning.size()), RUN, "/test", START, "", event)));
    }

    private <E extends Effect, A> Automaton<E, A> automaton(Supplier<Loop<E, A>> empty) {
        Loop<E, A> first = empty.get();
        first.replay(beginning.stream().<Entry>map(Protocol::entry).toList());
        return new Automaton<>(first, empty, rules.readBack());
    }

    private static Entry entry(Envelope envelope) {
        return new Entry.Readable(new Entry.Position(Topic.JOBS, 0, 0), envelope);
    }

    /** All released, nothing done yet. */
    State first(int crashes, int freezes, boolean cancels) {
        List<Process> processes = List.of(fresh(false, 1), fresh(true, 1));
        return new State(0, List.of(), processes, List.of(), new Cluster(List.of(), 0, 0, false), crashes, freezes, !cancels);
    }

    private static Process fresh(boolean runner, int generation) {
        return new Process(runner, generation, 0, 0, List.of(), List.of(), List.of(), List.of());
    }

    /** Every way on. */
    List<Move<State>> moves(State state) {
        List<Move<State>> moves = new ArrayList<>();
        for (int i = 0; i < state.processes().size(); i++) {
            process(state, i, moves);
        }
        for (Child child : state.children()) {
            arrive(state, child, moves);
        }
        for (int job = 1; job <= state.cluster().jobs().size(); job++) {
            job(state, job, moves);
        }
        if (!state.cancelled()) {
            int cancel = events.of(new Envelope(new EventId("cancel"), RUN, "/test", START, "", new JobEvent.CancelAccepted("", "ada", false)));
            moves.add(new Move<>("the user cancels", state.cancelled(cancel)));
        }
        boolean awaited = !state.children().isEmpty() || run(state).job(TOKEN.job()).orElseThrow().state() instanceof JobState.Intended;
        if (state.time() < ticks && awaited) {
            moves.add(new Move<>("a minute passes", passed(state.ticked())));
        }
        return moves;
    }

    private void process(State state, int i, List<Move<State>> moves) {
        Process process = state.processes().get(i);
        String name = (process.runner() ? "runner " : "scheduler ") + process.generation();
        boolean newest = process.generation() == state.newest(process.runner());
        if (process.inHand().isEmpty()) {
            State next = stepped(state, i);
            if (acts(process, next.processes().get(i))) {
                moves.add(new Move<>(name + " steps", next));
            }
        } else if (newest) {
            moves.add(new Move<>(name + " appends " + events.all(process.inHand()).stream().map(e -> e.event().getClass().getSimpleName()).toList(),
                    state.with(i, process.appended()).appended(process.inHand())));
        } else {
            moves.add(new Move<>(name + " is fenced", orphaned(state.without(i), process)));
        }
        for (int effect : process.underWay().stream().filter(begun -> world.matters(state, effects.get(begun).effect())).toList()) {
            moves.add(new Move<>(name + " performs " + effects.get(effect).key().replaceFirst("/.*", ""), performed(state, i, effect)));
        }
        if (state.crashes() > 0) {
            State killed = orphaned(state.without(i), process).left(1, 0);
            moves.add(new Move<>(name + " is killed", newest ? killed.with(fresh(process.runner(), process.generation() + 1)) : killed));
        }
        if (state.freezes() > 0 && newest) {
            moves.add(new Move<>(name + " is frozen and taken over from", state.with(fresh(process.runner(), process.generation() + 1)).left(0, 1)));
        }
    }

    /** A step that does nothing but read is as good as none: a later one reads the same and more. */
    private static boolean acts(Process before, Process after) {
        return !after.inHand().isEmpty() || !before.answers().isEmpty() || !after.answers().isEmpty() || !after.underWay().equals(before.underWay());
    }

    /**
     * It reads all there is: to have read less is to have stepped earlier. What takes part in no race is appended and read back at once.
     */
    private State stepped(State state, int i) {
        Process process = state.processes().get(i);
        State next = process.runner() ? runnerSteps(state, i, process) : schedulerSteps(state, i, process);
        next = rules.readBack() || next.processes().get(i).inHand().isEmpty() ? next : hasty(next, i);
        Process after = next.processes().get(i);
        boolean mayAppend = after.generation() == state.newest(after.runner());
        if (after.inHand().isEmpty() || !mayAppend || events.all(after.inHand()).stream().anyMatch(envelope -> races(envelope.event()))) {
            return next;
        }
        return stepped(next.with(i, after.appended()).appended(after.inHand()), i);
    }

    /** Acts on what it is about to append. */
    private State hasty(State state, int i) {
        Process process = state.processes().get(i);
        State next = process.runner() ? runnerSteps(state, i, process.appended()) : state;
        Process after = next.processes().get(i);
        return next.with(i, new Process(after.runner(), after.generation(), after.memory(), after.read(), process.inHand(), after.underWay(), after.answers(), after.decided()));
    }

    private static boolean races(Event event) {
        return switch ((JobEvent) event) {
            case JobEvent.JobReported e -> false;
            case JobEvent.JobStateChanged e -> false;
            case JobEvent.WorkloadMeasured e -> false;
            case JobEvent.JobStopRequested e -> false;
            case JobEvent.JobEnded e -> e.state() == ClusterState.NOT_SUBMITTED;
            case JobEvent e -> true;
        };
    }

    private State schedulerSteps(State state, int i, Process process) {
        List<Integer> read = state.log().subList(process.read(), state.log().size());
        var output = scheduler.step(process.memory(), new Automaton.Input<>(List.copyOf(read), events.all(read), List.of(), now(state)));
        return state.with(i, new Process(false, process.generation(), output.state(), state.log().size(), plain(output.appends()), List.of(), List.of(), List.of()));
    }

    private State runnerSteps(State state, int i, Process process) {
        List<Integer> read = state.log().subList(process.read(), state.log().size());
        List<Integer> numbers = new ArrayList<>(read);
        process.answers().forEach(answer -> numbers.add(-1 - answer));
        var output = runner(process.generation()).step(process.memory(), new Automaton.Input<>(numbers, events.all(read), answers.all(process.answers()), now(state)));
        List<Integer> underWay = new ArrayList<>(process.underWay());
        underWay.addAll(effects.of(output.effects()));
        State next = state.with(i, new Process(true, process.generation(), output.state(), state.log().size(), plain(output.appends()), underWay, List.of(), process.decided()));
        for (Unhurried.Now begun : output.effects()) {
            next = World.atOnce(begun.effect()) ? performed(next, i, effects.of(begun)) : next;
        }
        boolean more = next.processes().get(i).inHand().isEmpty() && !next.processes().get(i).answers().isEmpty();
        return more ? runnerSteps(next, i, next.processes().get(i)) : next;
    }

    private static Instant now(State state) {
        return START.plus(TICK.multipliedBy(state.time()));
    }

    /** Without times and causes, on which nothing of the protocol rests: else equal states would differ by them. */
    private List<Integer> plain(List<Envelope> appends) {
        return events.of(appends.stream().map(envelope -> new Envelope(envelope.id(), envelope.run(), envelope.source(), START, "", envelope.event())).toList());
    }

    private Automaton<Unhurried.Now, RunnerAnswer> runner(int generation) {
        String name = rules.own() ? "runner-" + generation : "runner";
        return runners.computeIfAbsent(generation, any -> automaton(() -> new Loop<>(new Unhurried(name, TICK), Runs.of(LOG))));
    }

    private State performed(State state, int i, int effect) {
        World.Done done = world.perform(state, state.processes().get(i), effect, effects.get(effect).effect());
        Process process = done.process();
        for (RunnerAnswer answer : done.answer()) {
            process = process.hears(answers.of(new Answer.Given<>(effects.get(effect).key(), answer)));
        }
        State next = state.with(i, process).with(done.children()).with(done.cluster());
        boolean heard = process.inHand().isEmpty() && !World.atOnce(effects.get(effect).effect()) && !World.heardLater(effects.get(effect).effect());
        return heard ? stepped(next, i) : next;
    }

    /** Its submissions live on, and nobody hears of them. */
    private static State orphaned(State state, Process process) {
        return process.runner() ? state.with(state.children().stream().map(child -> child.owner() == process.generation() ? new Child(NOBODY, child.effect(), child.deadline()) : child).toList()) : state;
    }

    private void arrive(State state, Child child, List<Move<State>> moves) {
        List<Child> left = new ArrayList<>(state.children());
        left.remove(child);
        State arrived = state.with(left).with(state.cluster().with(Phase.PENDING));
        int id = arrived.cluster().jobs().size();
        RunnerAnswer.Accepted accepted = new RunnerAnswer.Accepted(RUN, TOKEN, new ClusterJobId("" + id), false);
        if (child.owner() != NOBODY) {
            moves.add(new Move<>("sbatch is accepted as job " + id, heard(arrived, child, accepted)));
        }
        moves.add(new Move<>("sbatch is accepted unheard as job " + id, heard(arrived, child, unheard())));
        if (!rules.ambiguity() && child.owner() != NOBODY) {
            List<Child> later = new ArrayList<>(left);
            later.add(new Child(NOBODY, child.effect(), child.deadline()));
            moves.add(new Move<>("sbatch's answer is lost", heard(state.with(later), child, unheard())));
        }
    }

    private RunnerAnswer unheard() {
        return rules.ambiguity() ? new RunnerAnswer.Nothing() : new RunnerAnswer.Refused(RUN, TOKEN, RefusalKind.PERMANENT, "Socket timed out");
    }

    private State heard(State state, Child child, RunnerAnswer answer) {
        String key = effects.get(child.effect()).key();
        for (int i = 0; i < state.processes().size(); i++) {
            Process process = state.processes().get(i);
            if (process.runner() && process.generation() == child.owner()) {
                return state.with(i, process.hears(answers.of(new Answer.Given<>(key, answer))));
            }
        }
        return state;
    }

    /** Submissions whose deadline is past are no more. */
    private State passed(State state) {
        State next = state;
        for (Child child : state.children()) {
            if (rules.deadline() && state.time() >= child.deadline()) {
                List<Child> left = new ArrayList<>(next.children());
                left.remove(child);
                next = heard(next.with(left), child, new RunnerAnswer.Nothing());
            }
        }
        return next;
    }

    private void job(State state, int job, List<Move<State>> moves) {
        Cluster cluster = state.cluster();
        switch (cluster.jobs().get(job - 1)) {
            case PENDING -> moves.add(new Move<>("job " + job + " starts", state.with(cluster.started(job, rules.claim()))));
            case RUNNING -> moves.add(new Move<>("job " + job + " is done", state.with(cluster.with(job, Phase.DONE))));
            case DONE, DUPLICATE, UNLEASED, CANCELLED, CANCELLED_RUNNING -> {
            }
        }
    }

    /** What is promised and does not hold; {@code still} when nothing more can happen, but for the end of the model's time. */
    List<String> broken(State state, boolean still) {
        List<String> broken = new ArrayList<>();
        if (still && state.time() < ticks && !run(state).finished()) {
            broken.add("nothing more happens and the run is not finished");
        }
        if (state.cluster().payloads() > 1) {
            broken.add("a payload ran twice");
        }
        Run run = run(state);
        if (run.finished() && (state.cluster().alive() || !state.children().isEmpty())) {
            broken.add("something is alive although its run is finished");
        }
        boolean unknown = run.job(TOKEN.job()).orElseThrow().state() instanceof JobState.Ended ended && ended.clusterJob().isEmpty();
        if (run.finished() && state.cluster().payloads() > 0 && unknown) {
            broken.add("a job ran that the log calls never submitted");
        }
        return broken;
    }

    private Run run(State state) {
        return folds.computeIfAbsent(state.log(), log -> {
            Runs runs = Runs.of(LOG);
            beginning.forEach(envelope -> runs.take(entry(envelope)));
            events.all(log).forEach(envelope -> runs.take(entry(envelope)));
            return runs.run(RUN).orElseThrow();
        });
    }
}
