package assay.cluster.slurm;

import assay.cluster.command.Commands;
import assay.cluster.doctor.Answer;
import assay.cluster.doctor.Check;
import assay.cluster.doctor.Finding;
import assay.cluster.doctor.Patient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which accounts and QOS one may use, what they limit, and whether those that jobs ask for are among them. */
record AccountsCheck(Commands commands, Patient patient) implements Check {
    private static final String ACCOUNT = "account";
    private static final String QOS = "qos";

    @Override
    public List<Finding> look() {
        String configuration = Answer.of(commands, SlurmArguments.configuration()).out();
        if (!ControllerOutput.keepsAccounts(configuration)) {
            return List.of(Finding.good(ACCOUNT, "the cluster keeps no accounts: none is needed"));
        }
        String cluster = ControllerOutput.setting(configuration, "ClusterName").orElse("");
        Answer answer = Answer.of(commands, SlurmArguments.associations(user(), cluster));
        if (!answer.good()) {
            return List.of(Finding.doubtful(ACCOUNT, "which ones you may use is not told: " + SlurmWords.readable(answer.words()),
                    "the accounting's database does not answer; jobs run on, but limits are not known and a wrong account is found out by Slurm alone"));
        }
        return judged(AssociationOutput.of(answer.out()), ControllerOutput.enforcesAccounts(configuration));
    }

    /** The one that the commands run as, here or elsewhere. */
    private String user() {
        return Answer.of(commands, List.of("id", "-un")).out().strip();
    }

    private List<Finding> judged(AssociationOutput mine, boolean enforced) {
        List<String> accounts = mine.accounts();
        String asked = patient.option(ACCOUNT);
        if (accounts.isEmpty() && enforced) {
            return List.of(Finding.broken(ACCOUNT, user() + " has none on this cluster", "ask the site for an account (a project) on it"));
        }
        List<Finding> findings = new ArrayList<>();
        if (!asked.isEmpty() && !accounts.contains(asked) && enforced) {
            findings.add(Finding.broken(ACCOUNT, "'" + asked + "' is none of yours", "use one of " + String.join(", ", accounts) + " for slurm.account in " + patient.writtenIn()));
            return findings;
        }
        Optional<String> standard = mine.standardAccount();
        if (asked.isEmpty() && standard.isEmpty() && enforced) {
            findings.add(Finding.broken(ACCOUNT, "none is asked for, and you have no default", "set slurm.account to one of " + String.join(", ", accounts) + " in " + patient.writtenIn()));
            return findings;
        }
        String used = asked.isEmpty() ? standard.orElse("") : asked;
        findings.add(Finding.good(ACCOUNT, accounts.isEmpty() ? "none is needed" : used + (asked.isEmpty() ? " (your default)" : "")
                + (accounts.size() > 1 ? ", of " + String.join(", ", accounts) : "")));
        findings.add(qos(mine.qos(used)));
        return findings;
    }

    private Finding qos(Set<String> usable) {
        String asked = patient.option(QOS);
        List<String> limits = QosOutput.shown(Answer.of(commands, SlurmArguments.shownQos()).out(), usable);
        if (!asked.isEmpty() && !usable.isEmpty() && !usable.contains(asked)) {
            return Finding.broken(QOS, "'" + asked + "' is not allowed to you", "use one of " + String.join(", ", limits) + " for slurm.qos in " + patient.writtenIn());
        }
        return Finding.good(QOS, (asked.isEmpty() ? "" : asked + ", of ") + (limits.isEmpty() ? "none is needed" : String.join(", ", limits)));
    }
}
