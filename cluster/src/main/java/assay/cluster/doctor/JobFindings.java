package assay.cluster.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the job that looked around found on its node. Pure.
 *
 * @param facts what it told
 * @param seen  when its first file was seen here
 */
record JobFindings(Patient patient, Facts facts, Instant seen) {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,3}).*");
    private static final long ENOUGH = 1L << 20;

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(directory());
        clock().ifPresent(findings::add);
        findings.add(bash());
        setup().ifPresent(findings::add);
        findings.add(container());
        findings.add(scratch());
        return findings;
    }

    private Finding directory() {
        Optional<Duration> trip = facts.time("said").flatMap(said -> facts.time("answered").map(answered -> Duration.between(said, answered)));
        return trip.map(took -> took.compareTo(Duration.ofSeconds(5)) <= 0
                ? Finding.good("run directory", "a file of " + facts.text("node") + " was seen here, and its answer there, within " + Shown.seconds(took))
                : Finding.doubtful("run directory", "a file of " + facts.text("node") + " and its answer took " + Shown.seconds(took) + " to be seen",
                        "the file system keeps its answers (NFS: actimeo), so each step of a run waits that long: choose a faster one for run_root"))
                .orElseGet(() -> Finding.broken("run directory", "a file of " + facts.text("node") + " is seen here, but nothing of ours there",
                        "the node may have another directory of that name: set run_root to a directory that all nodes mount"));
    }

    /** The way of a file there and back bounds the error. */
    private Optional<Finding> clock() {
        return facts.time("said").flatMap(said -> facts.time("answered")
                .map(answered -> Clocks.finding("node's clock", "the clock of " + facts.text("node"), Duration.between(seen, said.plus(Duration.between(said, answered).dividedBy(2))))));
    }

    private Finding bash() {
        Matcher version = VERSION.matcher(facts.text("bash"));
        boolean good = version.matches() && (Integer.parseInt(version.group(1)) > 4 || Integer.parseInt(version.group(1)) == 4 && Integer.parseInt(version.group(2)) >= 4);
        return good ? Finding.good("bash", facts.text("bash")) : Finding.broken("bash", "version " + facts.text("bash"), "a job's script needs bash 4.4 or newer as /bin/bash");
    }

    private Optional<Finding> setup() {
        int lines = patient.site().setup().size();
        if (facts.has("setup_failed")) {
            return Optional.of(Finding.broken("setup", "'" + facts.text("setup_failed") + "' " + facts.text("setup_words"),
                    "log in to a node (`srun --pty bash -l`), see `module avail`, and correct setup in " + patient.writtenIn()));
        }
        return lines == 0 ? Optional.empty() : Optional.of(Finding.good("setup", lines == 1 ? "its line ran" : "its " + lines + " lines ran"));
    }

    private Finding container() {
        if (!facts.has("container")) {
            return Finding.doubtful("apptainer", "neither apptainer nor singularity on PATH in the job",
                    "recipes with image: cannot run; add `module load Apptainer` or the like to setup in a profile");
        }
        if (!facts.has("container_runs")) {
            return Finding.doubtful("apptainer", facts.text("container") + " cannot run a container: " + facts.text("container_words"),
                    "recipes with image: cannot run; it needs user namespaces (sysctl user.max_user_namespaces) or its setuid starter: ask the site");
        }
        return facts.has("fuse") ? Finding.good("apptainer", facts.text("container") + " runs containers; /dev/fuse is there")
                : Finding.doubtful("apptainer", facts.text("container") + " runs containers, but /dev/fuse is not there",
                        "without its setuid starter it unpacks an image (.sif) at each start; a sandbox folder saves that");
    }

    private Finding scratch() {
        String where = patient.site().scratch();
        String remedy = "set scratch in a profile to a directory of the nodes with room";
        if (facts.has("scratch_words")) {
            return Finding.broken("scratch", "nothing can be written in " + where + ": " + facts.text("scratch_words"), remedy);
        }
        long free = facts.count("scratch_free").orElse(0);
        String found = where + " can be written, " + Shown.size(free) + " free";
        return free < ENOUGH ? Finding.doubtful("scratch", found, remedy) : Finding.good("scratch", found);
    }
}
