package assay.cluster.slurm;

import assay.events.Limit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What sacctmgr says of one user: a row for each account, and for each partition of it that has limits of its own. Pure.
 */
record AssociationOutput(List<Row> rows) {
    private static final LimitColumns LIMITS = new LimitColumns(List.of("MaxJobs", "MaxSubmit", "GrpJobs", "GrpSubmit", "GrpTRES"));
    static final String FORMAT = "DefaultAccount,Account,Partition,QOS,DefaultQOS," + LIMITS.format();
    private static final int NAMES = 5;

    static AssociationOutput of(String text) {
        return new AssociationOutput(text.lines().map(line -> Arrays.asList(line.split("\\|", -1)))
                .filter(fields -> fields.size() == NAMES + LIMITS.size() && !fields.get(1).isEmpty()).map(AssociationOutput::row).toList());
    }

    private static Row row(List<String> fields) {
        return new Row(fields.get(0), fields.get(1), fields.get(3), fields.get(4), LIMITS.limits("account", fields.get(1), fields.subList(NAMES, fields.size())));
    }

    /** One row, without its partition: which of an account's rows holds for a job is not asked. */
    private record Row(String standardAccount, String account, String qos, String standardQos, List<Limit> limits) {
    }

    /** The account of jobs that name none. */
    Optional<String> standardAccount() {
        return rows.stream().map(Row::standardAccount).filter(account -> !account.isEmpty()).findFirst();
    }

    /** The QOS of jobs that name neither a QOS nor an account, where it does not depend on the partition. */
    Optional<String> standardQos() {
        Set<String> named = standardAccount().stream().flatMap(account -> rows.stream().filter(row -> row.account().equals(account)))
                .map(Row::standardQos).collect(Collectors.toCollection(TreeSet::new));
        return named.size() == 1 ? named.stream().filter(qos -> !qos.isEmpty()).findFirst() : Optional.empty();
    }

    /** The accounts that the user may use. */
    List<String> accounts() {
        return rows.stream().map(Row::account).distinct().sorted().toList();
    }

    /** Every QOS that the user may use in an account. */
    Set<String> qos(String account) {
        return new AssociationOutput(rows.stream().filter(row -> row.account().equals(account)).toList()).qos();
    }

    /** Every QOS that the user may use. */
    Set<String> qos() {
        return rows.stream().flatMap(row -> Arrays.stream(row.qos().split(","))).filter(qos -> !qos.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What each account allows, the most generous of its rows; nothing where one of them sets no limit. */
    List<Limit> limits() {
        Map<String, List<Row>> accounts = rows.stream().collect(Collectors.groupingBy(Row::account, LinkedHashMap::new, Collectors.toList()));
        List<Limit> limits = new ArrayList<>();
        accounts.values().forEach(account -> {
            Map<String, List<Limit>> words = account.stream().flatMap(row -> row.limits().stream())
                    .collect(Collectors.groupingBy(Limit::word, LinkedHashMap::new, Collectors.toList()));
            words.values().stream().filter(same -> same.size() == account.size())
                    .forEach(same -> same.stream().max(Comparator.comparingLong(Limit::most)).ifPresent(limits::add));
        });
        return limits;
    }
}
