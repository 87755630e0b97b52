package assay.core.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything at one moment; events, effects and answers are numbers.
 *
 * @param time      in ticks: a submission may act for one
 * @param log       what stands in the log behind the beginning
 * @param processes of the scheduler and the runner, zombies included
 * @param children  submissions under way
 * @param cluster   what the cluster has
 * @param crashes   how many more processes may be killed
 * @param freezes   how many more may be frozen and taken over from
 * @param cancelled whether the user has cancelled
 */
record State(int time, List<Integer> log, List<Process> processes, List<Child> children, Cluster cluster, int crashes, int freezes, boolean cancelled) {

    /**
     * One process.
     *
     * @param generation the newest one of its service holds the fence
     * @param memory     the state of its loop
     * @param read       how far it has read
     * @param inHand     what it is about to append
     * @param underWay   effects that it has begun
     * @param answers    what came back and was not heard yet
     * @param decided    twice the deadline of each intent that it decided on, and one more where it was withdrawn
     */
    record Process(boolean runner, int generation, int memory, int read, List<Integer> inHand, List<Integer> underWay, List<Integer> answers, List<Integer> decided) {
        Process decides(int what) {
            return new Process(runner, generation, memory, read, inHand, underWay, answers, plus(decided, what));
        }

        Process hears(int answer) {
            return new Process(runner, generation, memory, read, inHand, underWay, plus(answers, answer), decided);
        }

        Process begun(int effect) {
            List<Integer> left = new ArrayList<>(underWay);
            left.remove((Integer) effect);
            return new Process(runner, generation, memory, read, inHand, left, answers, decided);
        }

        Process appended() {
            return new Process(runner, generation, memory, read, List.of(), underWay, answers, decided);
        }
    }

    /**
     * A submission that has not reached the cluster yet.
     *
     * @param owner    the generation of the runner that hears of it; none when that one was killed
     * @param effect   what it was begun for
     * @param deadline past which it cannot act
     */
    record Child(int owner, int effect, int deadline) {
    }

    /** What a job is at. */
    enum Phase {
        PENDING, RUNNING, DONE, DUPLICATE, UNLEASED, CANCELLED, CANCELLED_RUNNING
    }

    /**
     * The cluster and the run directory.
     *
     * @param jobs     all of the one token, numbered from 1
     * @param owner    which of them holds the claim; 0 for none
     * @param payloads how often the payload was begun
     * @param removed  whether claim and lease were removed
     */
    record Cluster(List<Phase> jobs, int owner, int payloads, boolean removed) {
        boolean alive() {
            return jobs.stream().anyMatch(Cluster::alive);
        }

        static boolean alive(Phase phase) {
            return phase == Phase.PENDING || phase == Phase.RUNNING;
        }

        Cluster with(Phase job) {
            return new Cluster(plus(jobs, job), owner, payloads, removed);
        }

        Cluster with(int job, Phase phase) {
            List<Phase> next = new ArrayList<>(jobs);
            next.set(job - 1, phase);
            return new Cluster(next, owner, payloads, removed);
        }

        /** A pending job starts: it claims, and looks for a lease. */
        Cluster started(int job, boolean claims) {
            int holder = owner == 0 ? job : owner;
            Phase phase = claims && holder != job ? Phase.DUPLICATE : removed ? Phase.UNLEASED : Phase.RUNNING;
            Cluster next = with(job, phase);
            return new Cluster(next.jobs, holder, payloads + (phase == Phase.RUNNING ? 1 : 0), removed);
        }

        Cluster cleaned() {
            return new Cluster(jobs, 0, payloads, true);
        }
    }

    static <T> List<T> plus(List<T> list, T more) {
        List<T> next = new ArrayList<>(list);
        next.add(more);
        return next;
    }

    State with(int process, Process next) {
        List<Process> all = new ArrayList<>(processes);
        all.set(process, next);
        return new State(time, log, all, children, cluster, crashes, freezes, cancelled);
    }

    State without(int process) {
        List<Process> all = new ArrayList<>(processes);
        all.remove(process);
        return new State(time, log, all, children, cluster, crashes, freezes, cancelled);
    }

    State appended(List<Integer> events) {
        List<Integer> longer = new ArrayList<>(log);
        longer.addAll(events);
        return new State(time, longer, processes, children, cluster, crashes, freezes, cancelled);
    }

    State with(Cluster next) {
        return new State(time, log, processes, children, next, crashes, freezes, cancelled);
    }

    State with(List<Child> next) {
        return new State(time, log, processes, next, cluster, crashes, freezes, cancelled);
    }

    State with(Process started) {
        return new State(time, log, plus(processes, started), children, cluster, crashes, freezes, cancelled);
    }

    State left(int fewerCrashes, int fewerFreezes) {
        return new State(time, log, processes, children, cluster, crashes - fewerCrashes, freezes - fewerFreezes, cancelled);
    }

    State cancelled(int event) {
        return new State(time, plus(log, event), processes, children, cluster, crashes, freezes, true);
    }

    State ticked() {
        return new State(time + 1, log, processes, children, cluster, crashes, freezes, cancelled);
    }

    /** The newest generation of a service. */
    int newest(boolean runner) {
        return processes.stream().filter(process -> process.runner() == runner).mapToInt(Process::generation).max().orElse(0);
    }
}
