package assay.cluster.slurm;

import assay.cluster.command.CommandResult.CutOff;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.CommandResult.NotStarted;
import assay.cluster.command.Commands;
import assay.cluster.slurm.PartitionOutput.Partition;
import assay.events.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks what a user may have at the same time, and where jobs go that do not say it: one question to the controller, two to the accounting's
 * database. A database that does not answer leaves its limits unknown, which is no failure.
 */
final class LimitQuestions {
    private final Commands commands;
    private final Duration limit;
    private final String configuration;
    private final String user;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<Limit> limits = new ArrayList<>();

    /** With the controller's configuration, as it says it, and the name of whose limits they are. */
    LimitQuestions(Commands commands, Duration limit, String configuration, String user) {
        this.commands = commands;
        this.limit = limit;
        this.configuration = configuration;
        this.user = user;
    }

    /** What was learnt beside the limits, in the order to show it. */
    Map<String, String> facts() {
        return facts;
    }

    List<Limit> limits() {
        return limits;
    }

    /** Asks; nobody but the controller when there is no accounting to be asked. */
    void ask(SlurmQuestions questions, boolean accounting) {
        List<Partition> partitions = PartitionOutput.partitions(questions.ask(SlurmArguments.partitions()));
        boolean cpusAreCounted = ControllerOutput.countsCpus(configuration);
        partitions.forEach(partition -> limits.addAll(partition.limits(cpusAreCounted)));
        fact("exclusive_partitions", partitions.stream().filter(Partition::exclusive).map(Partition::name).collect(Collectors.joining(",")));
        standard("default_partition", partitions.stream().filter(Partition::standard).map(Partition::name).findFirst());
        if (accounting) {
            ofUser().ifPresent(user -> {
                standard("default_account", user.standardAccount());
                standard("default_qos", user.standardQos());
                if (ControllerOutput.enforcesLimits(configuration)) {
                    limits.addAll(user.limits());
                    ofQos(user.qos(), partitions);
                }
            });
        }
    }

    private Optional<AssociationOutput> ofUser() {
        String cluster = ControllerOutput.setting(configuration, "ClusterName").orElse("");
        return answer(SlurmArguments.associations(user, cluster)).map(AssociationOutput::of);
    }

    /** Those of a partition's QOS hold for every job there. */
    private void ofQos(Set<String> usable, List<Partition> partitions) {
        List<Limit> all = answer(SlurmArguments.qos()).map(QosOutput::limits).orElse(List.of());
        all.stream().filter(of -> usable.contains(of.name())).forEach(limits::add);
        for (Partition partition : partitions) {
            all.stream().filter(of -> of.name().equals(partition.qos()))
                    .map(of -> new Limit("partition", partition.name(), of.kind(), of.most(), of.word() + " of qos " + of.name())).forEach(limits::add);
        }
    }

    /** A site's plug-in may send jobs elsewhere. */
    private void standard(String name, Optional<String> value) {
        if (ControllerOutput.setting(configuration, "JobSubmitPlugins").isEmpty()) {
            value.ifPresent(text -> fact(name, text));
        }
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            facts.put(name, value);
        }
    }

    private Optional<String> answer(List<String> arguments) {
        return switch (commands.run(arguments, limit)) {
            case Ended ended when ended.exitCode() == 0 -> Optional.of(ended.out());
            case Ended ended -> unknown(SlurmWords.readable(ended.err()));
            case CutOff(var reason) -> unknown(reason);
            case NotStarted(var reason) -> unknown(reason);
        };
    }

    private Optional<String> unknown(String reason) {
        facts.put("accounting", "answers, but not which limits there are: " + reason);
        return Optional.empty();
    }
}
