package assay.cluster.slurm;

import assay.events.Limit;
import java.util.Arrays;
import java.util.List;

/** Reads sacctmgr's rows of qualities of service. Pure. */
final class QosOutput {
    private static final LimitColumns LIMITS = new LimitColumns(List.of("MaxJobsPU", "MaxSubmitPU", "MaxTRESPU", "GrpJobs", "GrpSubmit", "GrpTRES"));
    static final String FORMAT = "Name," + LIMITS.format();

    private QosOutput() {
    }

    /** The limits of every QOS. */
    static List<Limit> limits(String text) {
        return text.lines().map(line -> Arrays.asList(line.split("\\|", -1))).filter(fields -> fields.size() == 1 + LIMITS.size())
                .flatMap(fields -> LIMITS.limits("qos", fields.getFirst(), fields.subList(1, fields.size())).stream()).toList();
    }
}
