package assay.core.scheduler;

import assay.events.Limit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which of a cluster's limits certainly hold for a job. Slurm lets the limit of a QOS, be it the job's or its partition's, go before the same limit
 * of an account, and sites choose which QOS goes first: so a limit counts only where no more generous one may go before it.
 *
 * @param limits as the cluster says them
 */
record LimitsInForce(List<Limit> limits) {
    private static final String PARTITION = "partition";
    private static final String QOS = "qos";
    private static final String ACCOUNT = "account";

    LimitsInForce {
        limits = List.copyOf(limits);
    }

    /** These limits, and what each list of partitions that a job may start in allows in all. */
    List<Limit> over(List<JobDemand> jobs) {
        List<Limit> all = new ArrayList<>(limits);
        jobs.stream().map(JobDemand::partitions).filter(partitions -> partitions.size() > 1).distinct().forEach(partitions -> all.addAll(summed(partitions)));
        return all;
    }

    private List<Limit> summed(List<String> partitions) {
        Map<Family, List<Limit>> families = limits.stream().filter(limit -> limit.scope().equals(PARTITION) && partitions.contains(limit.name()))
                .collect(Collectors.groupingBy(Family::of, TreeMap::new, Collectors.toList()));
        return families.values().stream().filter(same -> same.size() == partitions.size()).map(same -> new Limit(PARTITION, String.join(",", partitions),
                same.getFirst().kind(), same.stream().mapToLong(Limit::most).sum(), same.getFirst().word())).toList();
    }

    /** Whether this limit counts the job for certain. */
    boolean holds(Limit limit, JobDemand job) {
        boolean counted = switch (limit.scope()) {
            case PARTITION -> !job.partitions().isEmpty() && List.of(limit.name().split(",")).containsAll(job.partitions());
            case QOS -> job.qos().filter(limit.name()::equals).isPresent();
            case ACCOUNT -> job.account().filter(limit.name()::equals).isPresent();
            default -> false;
        };
        return counted && limits.stream().noneMatch(other -> lifts(other, limit, job));
    }

    private static boolean lifts(Limit other, Limit limit, JobDemand job) {
        return Family.of(other).equals(Family.of(limit)) && !other.scope().equals(limit.scope()) && other.most() > limit.most() && switch (other.scope()) {
            case PARTITION -> job.partitions().isEmpty() || job.partitions().contains(other.name());
            case QOS -> job.qos().isEmpty() || job.qos().filter(other.name()::equals).isPresent();
            default -> false;
        };
    }

    /** Limits of which one goes before the other: they count the same, for one user ({@code Max…}), for all ({@code Grp…}), or what is there. */
    private record Family(Limit.Kind kind, String whose) implements Comparable<Family> {
        private static final int SYLLABLE = 3;

        static Family of(Limit limit) {
            return new Family(limit.kind(), limit.word().substring(0, Math.min(SYLLABLE, limit.word().length())));
        }

        @Override
        public int compareTo(Family other) {
            return Comparator.comparing(Family::kind).thenComparing(Family::whose).compare(this, other);
        }
    }
}
