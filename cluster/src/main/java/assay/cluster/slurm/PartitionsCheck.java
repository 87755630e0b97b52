package assay.cluster.slurm;

import assay.cluster.command.Commands;
import assay.cluster.doctor.Answer;
import assay.cluster.doctor.Check;
import assay.cluster.doctor.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** Which partitions there are, and what they allow. */
record PartitionsCheck(Commands commands) implements Check {
    private static final String NAME = "partitions";

    @Override
    public List<Finding> look() {
        Answer answer = Answer.of(commands, SlurmArguments.standings());
        List<PartitionStanding> all = PartitionStanding.of(answer.out());
        if (all.isEmpty()) {
            return List.of(Finding.broken(NAME, "none is shown to you" + (answer.good() ? "" : ": " + SlurmWords.readable(answer.words())), "ask the site to let you use one"));
        }
        List<PartitionStanding> up = all.stream().filter(PartitionStanding::up).toList();
        String down = all.stream().filter(partition -> !partition.up()).map(PartitionStanding::name).collect(Collectors.joining(", "));
        String found = up.stream().map(PartitionStanding::shown).collect(Collectors.joining("; ")) + (down.isEmpty() ? "" : (up.isEmpty() ? "" : "; ") + "not up: " + down);
        return List.of(up.isEmpty() ? Finding.broken(NAME, found, "no job can start until one is up: see the site's status page or ask its people") : Finding.good(NAME, found));
    }
}
