package assay.parser;

import assay.events.Problem;
import assay.parser.Node.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks at what keys say together: names that must exist, circles, what is missing, what is probably not meant. */
final class CrossCheck {
    /** Their {@code ASSAY_<NAME>_…} variables would hide Assay's own. */
    private static final Set<String> RESERVED = Set.of("target", "with", "secret", "output", "repetition", "scratch", "run", "token", "port", "by");
    private static final Pattern FOREIGN_VARIABLE = Pattern.compile("\\$\\{?(?!PORT\\b|ASSAY_)[A-Za-z_][A-Za-z0-9_]*");
    private final Mapping root;
    private final List<Job> services;
    private final List<Job> clients;
    private final Problems problems;
    /** Services that are loaded or needed. */
    private final Set<String> used = new HashSet<>();
    private final List<Problem> warnings = new ArrayList<>();

    CrossCheck(Mapping root, List<Job> services, List<Job> clients, Problems problems) {
        this.root = root;
        this.services = services;
        this.clients = clients;
        this.problems = problems;
        clients.forEach(client -> used.add(client.fragment().text("target", "")));
        services.forEach(service -> used.addAll(service.fragment().texts("needs")));
    }

    /** Adds to the problems; returns what is allowed but probably not meant. */
    List<Problem> check() {
        atLeastOne("services", "a recipe measures at least one service");
        atLeastOne("clients", "a recipe needs at least one client to put load on its services");
        services.forEach(this::service);
        clients.forEach(this::client);
        new Needs(services, problems).check();
        warnings.addAll(new PlacementCheck(root, services, clients, problems).check());
        warnings.addAll(new FigureCheck(root, clients, problems).check());
        return List.copyOf(warnings);
    }

    private void atLeastOne(String key, String message) {
        boolean none = root.value(key).map(node -> node instanceof Mapping mapping && mapping.entries().isEmpty()).orElse(true);
        if (none) {
            problems.add(root.value(key).map(Node::place).orElse(Place.whole(root.place().source())), message, "add one under '" + key + "'");
        }
    }

    private void service(Job job) {
        program(job);
        if (RESERVED.contains(job.name())) {
            problems.add(job.place(), job.path() + ": the name " + Quoted.of(job.name()) + " is taken by Assay's own variables",
                    "choose another name");
        }
        if (!used.contains(job.name())) {
            warnings.add(job.place().problem(job.path() + ": no client loads it and no service needs it", ""));
        }
    }

    private void client(Job job) {
        program(job);
        if (services.stream().anyMatch(service -> service.name().equals(job.name()))) {
            problems.add(job.place(), job.path() + ": a service bears this name already", "choose another name");
        }
        String target = job.fragment().text("target", "");
        if (job.keys().value("target").isEmpty()) {
            problems.add(job.place(), "the key 'target' is missing in " + job.path(), "name the service that it loads");
        } else if (!target.isEmpty() && !Needs.names(root).isEmpty() && !Needs.names(root).contains(target)) {
            problems.add(job.placeOf("target"), job.path() + ".target: there is no service " + Quoted.of(target),
                    Suggestion.hintOrAll(target, Needs.names(root)));
        }
        replicas(job, target);
    }

    /** Replicas agree on one start of each window; one that is begun again would be alone. */
    private void replicas(Job job, String target) {
        if (several(job, "replicas") && several(job, "attempts")) {
            problems.add(job.placeOf("attempts"), job.path() + ": 'attempts' cannot be more than 1 beside 'replicas'",
                    "replicas start together, and one that is begun again would be alone");
        } else if (several(job, "replicas")) {
            new Needs(services, problems).needed(target).stream().filter(service -> several(service, "attempts"))
                    .forEach(service -> problems.add(service.placeOf("attempts"), service.path() + ": 'attempts' cannot be more than 1, since "
                            + job.path() + " has replicas", "a client is begun again with its service, and replicas start together"));
        }
    }

    private static boolean several(Job job, String key) {
        return !job.fragment().text(key, "1").equals("1");
    }

    private void program(Job job) {
        boolean runs = JobKeys.PROGRAM.stream().anyMatch(job.keys().entries()::containsKey);
        if (!runs && !job.presetUnknown()) {
            problems.add(job.place(), job.path() + " does not say what to run", "add 'uses', 'command' or 'run'");
        }
        if (job.keys().value("command").filter(node -> node instanceof Node.Sequence list && list.items().isEmpty()).isPresent()) {
            problems.add(job.placeOf("command"), job.path() + ".command: expected a program, but found an empty list");
        }
        job.fragment().texts("command").stream().filter(argument -> FOREIGN_VARIABLE.matcher(argument).find())
                .forEach(argument -> warnings.add(job.placeOf("command").problem(job.path() + ".command: " + Quoted.of(argument) + " stays as it is",
                        "only $PORT and $ASSAY_… are replaced in a command; a 'run' text is bash")));
        new EnvironmentCheck(problems).check(job);
    }
}
