package assay.parser;

import assay.parser.Node.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What services need of one another: every name exists, and there is no circle. */
final class Needs {
    private final List<Job> services;
    private final Problems problems;

    Needs(List<Job> services, Problems problems) {
        this.services = services;
        this.problems = problems;
    }

    /** Names of all services, also of those that cannot be read. */
    static Set<String> names(Mapping root) {
        return new Fragment(root).below("services").mapping().entries().keySet();
    }

    void check() {
        Set<String> names = new LinkedHashSet<>(services.stream().map(Job::name).toList());
        for (Job job : services) {
            job.fragment().texts("needs").stream().filter(need -> !names.contains(need)).forEach(need -> problems.add(job.placeOf("needs"),
                    job.path() + ".needs: there is no service " + Quoted.of(need), Suggestion.hintOrAll(need, names)));
        }
        circle().ifPresent(circle -> problems.add(find(circle.getFirst()).placeOf("needs"),
                "services." + circle.getFirst() + ".needs: a circle: " + String.join(" needs ", circle), "none of them could ever start"));
    }

    /** A service and all that it needs, itself or by way of others. */
    List<Job> needed(String service) {
        Map<String, Job> jobs = new LinkedHashMap<>();
        services.forEach(job -> jobs.put(job.name(), job));
        Map<String, Job> found = new LinkedHashMap<>();
        List<String> open = new ArrayList<>(List.of(service));
        while (!open.isEmpty()) {
            String name = open.removeFirst();
            if (jobs.containsKey(name) && found.putIfAbsent(name, jobs.get(name)) == null) {
                open.addAll(jobs.get(name).fragment().texts("needs"));
            }
        }
        return List.copyOf(found.values());
    }

    /** The first circle: the names along it, with the first once more at its end. */
    private Optional<List<String>> circle() {
        Map<String, List<String>> open = new LinkedHashMap<>();
        services.forEach(job -> open.put(job.name(), job.fragment().texts("needs")));
        boolean settling = true;
        while (settling) {
            settling = open.entrySet().removeIf(entry -> entry.getValue().stream().noneMatch(open::containsKey));
        }
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Set<String> way = new LinkedHashSet<>();
        String name = open.keySet().iterator().next();
        while (way.add(name)) {
            name = open.get(name).stream().filter(open::containsKey).findFirst().orElseThrow();
        }
        List<String> names = new ArrayList<>(way);
        List<String> circle = new ArrayList<>(names.subList(names.indexOf(name), names.size()));
        circle.add(name);
        return Optional.of(circle);
    }

    private Job find(String name) {
        return services.stream().filter(job -> job.name().equals(name)).findFirst().orElseThrow();
    }
}
