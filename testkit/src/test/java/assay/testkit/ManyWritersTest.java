package assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A small model, searched through in full, of two services that append to one log and each read it at their own pace: a scheduler that closes and
 * finishes a run, a runner that submits its job. It shows which rules the log of record needs before services may act on it.
 */
class ManyWritersTest {

    private enum Mark {
        ACCEPTED, SCRIPTED, INTENDED, SUBMITTED, CLOSING, ENDED, CLEANED, FINISHED
    }

    private enum Runner {
        IDLE, WAITING, ACTING, SUBMITTED, RUNNING, DONE
    }

    private enum Acts {
        AT_ONCE, WHEN_READ_BACK
    }

    private enum Fold {
        NAIVE, ORDERED
    }

    private enum Finish {
        BY_SCHEDULER, BY_RUNNER, CLEANED_THEN_FINISHED
    }

    private record Rules(Acts acts, Fold fold, Finish finish) {
    }

    private record State(List<Mark> log, int scheduler, int runner, Runner does, int jobs, boolean cancelled) {
    }

    @Test
    void shouldKeepThePromiseByOurRules() {
        // when
        Set<String> violations = search(new Rules(Acts.WHEN_READ_BACK, Fold.ORDERED, Finish.CLEANED_THEN_FINISHED));

        // then
        assertThat(violations).isEmpty();
    }

    @Test
    void shouldBreakItWhenTheSchedulerFinishesOnItsOwnView() {
        assertThat(search(new Rules(Acts.AT_ONCE, Fold.NAIVE, Finish.BY_SCHEDULER))).contains("a job lives when its run is finished", "submitted for an intent behind the closing");
        assertThat(search(new Rules(Acts.WHEN_READ_BACK, Fold.ORDERED, Finish.BY_SCHEDULER))).containsExactly("the run goes on behind its end");
    }

    @Test
    void shouldBreakItWhenTheRunnerActsBeforeItReadBack() {
        assertThat(search(new Rules(Acts.AT_ONCE, Fold.NAIVE, Finish.BY_RUNNER))).contains("submitted for an intent behind the closing");
        assertThat(search(new Rules(Acts.AT_ONCE, Fold.ORDERED, Finish.CLEANED_THEN_FINISHED))).contains("submitted for an intent behind the closing");
    }

    @Test
    void shouldBreakItWhenAnIntentBehindTheClosingIsTaken() {
        assertThat(search(new Rules(Acts.WHEN_READ_BACK, Fold.NAIVE, Finish.CLEANED_THEN_FINISHED))).contains("submitted for an intent behind the closing");
    }

    private static Set<String> search(Rules rules) {
        State first = new State(List.of(Mark.ACCEPTED), 0, 0, Runner.IDLE, 0, false);
        Set<State> seen = new HashSet<>(Set.of(first));
        Deque<State> open = new ArrayDeque<>(seen);
        Set<String> violations = new TreeSet<>();
        while (!open.isEmpty()) {
            State state = open.remove();
            violations.addAll(violations(state));
            next(state, rules).stream().filter(seen::add).forEach(open::add);
        }
        return violations;
    }

    private static Set<String> violations(State state) {
        Set<String> found = new TreeSet<>();
        List<Mark> log = state.log();
        int finished = log.indexOf(Mark.FINISHED);
        if (finished >= 0 && state.jobs() > 0) {
            found.add("a job lives when its run is finished");
        }
        if (finished >= 0 && log.subList(finished, log.size()).stream().anyMatch(Set.of(Mark.INTENDED, Mark.SUBMITTED, Mark.ENDED)::contains)) {
            found.add("the run goes on behind its end");
        }
        boolean late = log.contains(Mark.CLOSING) && log.indexOf(Mark.INTENDED) > log.indexOf(Mark.CLOSING);
        if (late && state.jobs() > 0) {
            found.add("submitted for an intent behind the closing");
        }
        return found;
    }

    private static List<State> next(State s, Rules rules) {
        List<State> next = new ArrayList<>();
        if (s.scheduler() < s.log().size()) {
            next.add(new State(s.log(), s.scheduler() + 1, s.runner(), s.does(), s.jobs(), s.cancelled()));
        }
        if (s.runner() < s.log().size()) {
            next.add(new State(s.log(), s.scheduler(), s.runner() + 1, s.does(), s.jobs(), s.cancelled()));
        }
        scheduler(s, rules, next);
        runner(s, rules, next);
        return next;
    }

    private static void scheduler(State s, Rules rules, List<State> next) {
        Set<Mark> view = view(s.log().subList(0, s.scheduler()), rules);
        if (view.contains(Mark.ACCEPTED) && !view.contains(Mark.CLOSING) && !s.log().contains(Mark.SCRIPTED)) {
            next.add(append(s, Mark.SCRIPTED));
        }
        if (!s.cancelled()) {
            next.add(new State(s.log(), s.scheduler(), s.runner(), s.does(), s.jobs(), true));
        } else if (!s.log().contains(Mark.CLOSING)) {
            next.add(append(s, Mark.CLOSING));
        }
        boolean may = switch (rules.finish()) {
            case BY_SCHEDULER -> view.contains(Mark.CLOSING) && clean(view);
            case BY_RUNNER -> false;
            case CLEANED_THEN_FINISHED -> view.contains(Mark.CLEANED);
        };
        if (may && !s.log().contains(Mark.FINISHED)) {
            next.add(append(s, Mark.FINISHED));
        }
    }

    private static void runner(State s, Rules rules, List<State> next) {
        Set<Mark> view = view(s.log().subList(0, s.runner()), rules);
        switch (s.does()) {
            case IDLE -> {
                if (view.contains(Mark.SCRIPTED) && !view.contains(Mark.CLOSING) && !s.log().contains(Mark.INTENDED)) {
                    next.add(does(append(s, Mark.INTENDED), rules.acts() == Acts.AT_ONCE ? Runner.ACTING : Runner.WAITING, 0));
                }
            }
            case WAITING -> {
                if (s.log().subList(0, s.runner()).contains(Mark.INTENDED)) {
                    next.add(does(s, view.contains(Mark.INTENDED) ? Runner.ACTING : Runner.IDLE, 0));
                }
            }
            case ACTING -> next.add(does(s, Runner.SUBMITTED, 1));
            case SUBMITTED -> next.add(does(append(s, Mark.SUBMITTED), Runner.RUNNING, s.jobs()));
            case RUNNING -> {
                if (view.contains(Mark.CLOSING) && view.contains(Mark.SUBMITTED)) {
                    next.add(does(append(s, Mark.ENDED), Runner.DONE, 0));
                }
            }
            case DONE -> {
            }
        }
        proves(s, rules, view, next);
    }

    private static void proves(State s, Rules rules, Set<Mark> view, List<State> next) {
        boolean over = view.contains(Mark.CLOSING) && clean(view) && (s.does() == Runner.IDLE || s.does() == Runner.DONE);
        boolean readBack = !s.log().contains(Mark.INTENDED) || s.log().subList(0, s.runner()).contains(Mark.INTENDED);
        if (over && rules.finish() == Finish.BY_RUNNER && !s.log().contains(Mark.FINISHED)) {
            next.add(append(s, Mark.FINISHED));
        }
        if (over && readBack && rules.finish() == Finish.CLEANED_THEN_FINISHED && !s.log().contains(Mark.CLEANED)) {
            next.add(append(s, Mark.CLEANED));
        }
    }

    private static boolean clean(Set<Mark> view) {
        return !view.contains(Mark.INTENDED) || view.contains(Mark.ENDED);
    }

    /** What a service takes from the log: by the ordered fold an intent behind the closing is superseded. */
    private static Set<Mark> view(List<Mark> log, Rules rules) {
        Set<Mark> view = new HashSet<>();
        for (Mark mark : log) {
            boolean superseded = rules.fold() == Fold.ORDERED && view.contains(Mark.CLOSING) && (mark == Mark.INTENDED || mark == Mark.SCRIPTED);
            if (!superseded) {
                view.add(mark);
            }
        }
        return view;
    }

    private static State append(State s, Mark mark) {
        List<Mark> log = new ArrayList<>(s.log());
        log.add(mark);
        return new State(log, s.scheduler(), s.runner(), s.does(), s.jobs(), s.cancelled());
    }

    private static State does(State s, Runner does, int jobs) {
        return new State(s.log(), s.scheduler(), s.runner(), does, jobs, s.cancelled());
    }
}
