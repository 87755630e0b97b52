package assay.cluster.slurm;

import assay.cluster.command.Commands;
import assay.cluster.doctor.Answer;
import assay.cluster.doctor.Check;
import assay.cluster.doctor.Finding;
import java.util.List;

/** Whether past jobs are recorded, and the records can be asked for. */
record AccountingCheck(Commands commands) implements Check {
    private static final String NAME = "accounting";
    private static final String MISSED = "a job that vanishes from the queue before it was seen to end counts as LOST unless it said so itself";

    @Override
    public List<Finding> look() {
        String configuration = Answer.of(commands, SlurmArguments.configuration()).out();
        if (!ControllerOutput.keepsAccounts(configuration)) {
            String kept = ControllerOutput.setting(configuration, "MinJobAge").map(age -> "; the queue remembers ended jobs for " + age).orElse("");
            return List.of(Finding.doubtful(NAME, "the cluster keeps no records of past jobs" + kept, MISSED));
        }
        Answer answer = Answer.of(commands, SlurmArguments.accountingProbe());
        return List.of(answer.good() ? Finding.good(NAME, "sacct answers within " + answer.seconds())
                : Finding.doubtful(NAME, "is kept, but does not answer: " + SlurmWords.readable(answer.words()),
                        "runs are carried through meanwhile, but " + MISSED + ": tell the site's people that slurmdbd is silent"));
    }
}
