package assay.cluster.doctor;

import assay.cluster.command.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whether the programs are there that a cluster is driven with.
 *
 * @param needed  without which there is no run
 * @param helpful without which something is not measured or not known
 * @param missed  what is not known or measured without the helpful ones
 * @param version what is told beside their names
 * @param remedy  how the needed ones are had
 */
public record ProgramsCheck(Commands commands, List<String> needed, List<String> helpful, String missed, Supplier<String> version, String remedy) implements Check {
    private static final String NAME = "commands";

    @Override
    public List<Finding> look() {
        List<String> all = Stream.concat(needed.stream(), helpful.stream()).toList();
        List<String> there = all.stream().filter(commands::has).toList();
        List<Finding> findings = new ArrayList<>();
        List<String> fatal = needed.stream().filter(name -> !there.contains(name)).toList();
        List<String> missing = helpful.stream().filter(name -> !there.contains(name)).toList();
        if (!fatal.isEmpty()) {
            return List.of(Finding.broken(NAME, "not on PATH: " + String.join(", ", fatal), remedy));
        }
        findings.add(Finding.good(NAME, version.get() + ": " + String.join(" ", there)));
        if (!missing.isEmpty()) {
            findings.add(Finding.doubtful(NAME, "not on PATH: " + String.join(", ", missing), missed));
        }
        return findings;
    }
}
