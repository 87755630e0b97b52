package assay.cluster.doctor;

import assay.cluster.command.Commands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether files can be written below the run root: permission, space, the kind of file system, and its clock. What does not exist is not made: the
 * nearest directory above it is looked at.
 *
 * @param guessed whether it is to be guessed if other machines see it too
 */
public record DirectoryCheck(Commands commands, Patient patient, boolean guessed, InstantSource clock) implements Check {
    private static final String NAME = "run root";
    private static final long LEAST = 100L << 10;
    private static final long ENOUGH = 1L << 20;
    private static final Set<String> OF_ONE_MACHINE = Set.of("ext2/ext3", "xfs", "btrfs", "tmpfs", "ramfs", "overlayfs", "zfs", "jfs", "f2fs");
    private static final String SCRIPT = """
            place=$1
            while [ ! -e "$place" ]; do place=$(dirname -- "$place"); done
            printf 'at=%s\\n' "$place"
            printf 'type=%s\\n' "$(stat -f -c %T -- "$place" 2> /dev/null)"
            printf 'free=%s\\n' "$(df -Pk -- "$place" 2> /dev/null | awk 'NR == 2 { print $4 }')"
            probe=$(LC_ALL=C mktemp "$place/.assay-doctor-XXXXXX" 2>&1) || { printf 'refused=%s\\n' "${probe##*: }"; exit 0; }
            printf 'touched=%s\\n' "$(stat -c %.3Y -- "$probe")"
            printf 'now=%s\\n' "$(date +%s.%N)"
            rm -f -- "$probe"
            """;

    @Override
    public List<Finding> look() {
        Instant before = clock.instant();
        Answer answer = Answer.of(commands, List.of("sh", "-c", SCRIPT, "assay-doctor", patient.runRoot()));
        Instant middle = before.plus(answer.took().dividedBy(2));
        Facts facts = Facts.of(answer.out());
        if (!answer.good() || !facts.has("at")) {
            return List.of(Finding.broken(NAME, patient.runRoot() + " cannot be looked at: " + answer.words().strip(), elsewhere()));
        }
        if (facts.has("refused")) {
            return List.of(Finding.broken(NAME, "nothing can be written in " + facts.text("at") + ": " + facts.text("refused").toLowerCase(Locale.ROOT), elsewhere()));
        }
        List<Finding> findings = new ArrayList<>(List.of(space(facts)));
        fileSystem(facts).ifPresent(findings::add);
        facts.time("touched").ifPresent(touched -> facts.time("now").ifPresent(now -> findings.add(clock(Duration.between(now, touched), Duration.between(middle, now)))));
        return findings;
    }

    private Finding space(Facts facts) {
        String where = patient.runRoot() + (facts.text("at").equals(patient.runRoot()) ? "" : " will be made; " + facts.text("at"));
        if (facts.count("free").isEmpty()) {
            return Finding.good(NAME, where + " can be written; its free space is not told");
        }
        long free = facts.count("free").getAsLong();
        String found = where + " can be written, " + Shown.size(free) + " free" + (facts.has("type") ? " (" + facts.text("type") + ")" : "");
        String remedy = "make room there (a quota may be yours alone: `quota`, `lfs quota`), or set another run_root in " + patient.writtenIn();
        return free < LEAST ? Finding.broken(NAME, found, remedy) : free < ENOUGH ? Finding.doubtful(NAME, found, remedy) : Finding.good(NAME, found);
    }

    private Optional<Finding> fileSystem(Facts facts) {
        return guessed && OF_ONE_MACHINE.contains(facts.text("type"))
                ? Optional.of(Finding.doubtful("file system", facts.text("type") + " is usually seen by one machine alone, and jobs run on others",
                        "`assay doctor --job` shows whether the nodes see it; if not, set run_root in a profile to a directory that all of them mount"))
                : Optional.empty();
    }

    /** The nodes and we meet by files alone, so the file system's clock is the one that leases are held against. */
    private static Finding clock(Duration toItsMachine, Duration itsMachineToOurs) {
        return Clocks.finding("file clock", "the file system's clock", toItsMachine.plus(itsMachineToOurs));
    }

    private String elsewhere() {
        String mounted = "a directory of yours that all nodes mount";
        return patient.site().runRoot().isEmpty() ? "it is the directory that you are in: go to " + mounted + ", or name one by run_root in a profile"
                : "set run_root to " + mounted + " in " + patient.writtenIn();
    }
}
