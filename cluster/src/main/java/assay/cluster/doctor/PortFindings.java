package assay.cluster.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What addresses a node has, and which of them accept connections from another one. Pure.
 *
 * @param nodes        how many the job had
 * @param refusalOfTwo why it could not have two; empty when it could
 * @param alone        whether there is no other machine
 */
record PortFindings(Patient patient, Facts facts, int nodes, String refusalOfTwo, boolean alone) {
    private static final String NAME = "ports";

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>(List.of(addresses()));
        if (!alone) {
            findings.add(nodes < 2 ? Finding.doubtful(NAME, "not tried: a job cannot have two nodes here: " + refusalOfTwo,
                    "a service and its client have to reach each other: try another partition or qos") : ports());
        }
        return findings;
    }

    private Finding addresses() {
        List<String> told = Arrays.stream(facts.text("addresses").split(" ")).filter(word -> word.contains("=")).toList();
        String all = told.isEmpty() ? "none but its host name " + facts.text("node") : String.join(" ", told);
        boolean there = switch (patient.network()) {
            case "auto", "hostname" -> true;
            default -> told.stream().anyMatch(word -> word.startsWith(patient.network() + "="));
        };
        return there ? Finding.good("addresses", all + " (network: " + patient.network() + ")")
                : Finding.broken("addresses", "network: " + patient.network() + ", but " + facts.text("node") + " has no such interface; it has " + all,
                        "set network to one of them, to hostname or to auto in " + patient.writtenIn());
    }

    private Finding ports() {
        List<String> open = candidates("open");
        List<String> closed = candidates("closed");
        if (open.isEmpty() && closed.isEmpty()) {
            return Finding.doubtful(NAME, "not tried: " + facts.text("ports_words"), "try by hand whether a port of one node is reached from another");
        }
        boolean reached = patient.network().equals("auto") ? !open.isEmpty() : open.contains(patient.network());
        String found = facts.text("other_node") + " reaches " + facts.text("node") + " by " + (open.isEmpty() ? "none of " + String.join(", ", closed) : String.join(", ", open))
                + (open.isEmpty() || closed.isEmpty() ? "" : ", not by " + String.join(", ", closed));
        String remedy = open.isEmpty() ? "clients cannot reach services on other nodes: ask the site which ports and interfaces are open between nodes"
                : "set network to " + open.getFirst() + " or auto in " + patient.writtenIn();
        return reached ? Finding.good(NAME, found) : Finding.broken(NAME, found, remedy);
    }

    private List<String> candidates(String how) {
        return facts.values().entrySet().stream().filter(entry -> entry.getKey().startsWith("port_") && entry.getValue().equals(how))
                .map(entry -> entry.getKey().substring("port_".length())).toList();
    }
}
