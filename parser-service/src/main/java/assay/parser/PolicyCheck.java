package assay.parser;

import assay.parser.Node.Entry;
import assay.parser.Node.Mapping;
import java.util.List;
import java.util.Set;

/**
 * Holds a recipe against what those who submit may do here. What is not known to be harmless is refused, so that a key or parameter that comes later is
 * too until somebody has thought about it. Keys of presets and of the profile are the site's own, and not looked at.
 */
final class PolicyCheck {
    private static final String HERE = "only presets are taken here";
    private static final Set<String> OF_RECIPE = Set.of("recipe", "name", "description", "cluster", "slurm", "services", "clients", "repetitions", "monitor", "slo", "queue",
            "placement", "allocation");
    private static final Set<String> OF_JOB = Set.of("uses", "with", "target", "needs", "slurm", "network", "lifetime", "job", "attempts", "max_idle", "replicas", "queue",
            "placement", "image", "container", "ready", "stop");
    private static final Set<String> OF_CONTAINER = Set.of("nv");
    private static final Set<String> OF_READY = Set.of("timeout");
    /** They write to whomever they are told in the runner's name. */
    private static final Set<String> MAIL = Set.of("mail_user", "mail_type");
    private final Policy policy;
    private final PresetLibrary presets;
    private final Images images;
    private final Problems problems;

    PolicyCheck(Policy policy, PresetLibrary presets, Images images, Problems problems) {
        this.policy = policy;
        this.presets = presets;
        this.images = images;
        this.problems = problems;
    }

    void check(Mapping root, List<Job> jobs) {
        if (policy.presetsOnly()) {
            onlyKeys(root, OF_RECIPE, "");
            noMail(root, "slurm", "slurm");
            noMail(root, PlacementCheck.ALLOCATION, PlacementCheck.ALLOCATION);
            jobs.forEach(this::presetAlone);
        }
        jobs.forEach(this::image);
    }

    private void presetAlone(Job job) {
        Mapping own = job.own();
        if (!own.entries().containsKey("uses")) {
            problems.add(job.place(), job.path() + ": " + HERE + ", and it uses none", "add 'uses'; there are " + String.join(", ", presets.names(job.kind())));
        }
        onlyKeys(own, OF_JOB, job.path());
        onlyKeys(new Fragment(own).below("ready").mapping(), OF_READY, job.path() + ".ready");
        onlyKeys(new Fragment(own).below("container").mapping(), OF_CONTAINER, job.path() + ".container");
        noMail(own, "slurm", job.path() + ".slurm");
        new Fragment(own).below("with").mapping().entries().forEach((name, entry) -> parameter(job, name, entry));
    }

    private void onlyKeys(Mapping mapping, Set<String> allowed, String path) {
        mapping.entries().forEach((name, entry) -> {
            if (!allowed.contains(name) && !name.startsWith("x-")) {
                problems.add(entry.place(), Check.below(path, name) + ": " + HERE + ", and this could run, read or write something of your own", "remove it");
            }
        });
    }

    private void noMail(Mapping mapping, String key, String path) {
        new Fragment(mapping).below(key).mapping().entries().forEach((name, entry) -> {
            if (MAIL.contains(name)) {
                problems.add(entry.place(), Check.below(path, name) + ": " + HERE + ", and mails would come from the one who runs them", "remove it");
            }
        });
    }

    private void parameter(Job job, String name, Entry entry) {
        String path = Check.below(job.path() + ".with", name);
        job.preset().flatMap(preset -> preset.parameters().stream().filter(parameter -> parameter.name().equals(name)).findFirst()).ifPresent(parameter -> {
            boolean named = parameter.kind() == ParameterType.ARTIFACT || parameter.kind() == ParameterType.MODEL;
            if (named && !policy.models().allow(Parameter.written(entry.value()))) {
                problems.add(entry.value().place(), path + ": " + Quoted.of(Parameter.written(entry.value())) + " is not among what may be named here",
                        "allowed: " + policy.models().words());
            } else if (!named && !parameter.harmless(entry.value())) {
                problems.add(entry.value().place(), path + ": " + HERE + ", and this value could run, read or write something of your own",
                        "leave it out" + (parameter.harmless().isPresent() ? ", or give one of the form " + parameter.harmless().get() : ""));
            }
        });
    }

    private void image(Job job) {
        if (job.fragment().text("image", "").isEmpty()) {
            return;
        }
        String image = images.of(job);
        if ((policy.presetsOnly() || !policy.images().isEmpty()) && !policy.images().allow(image)) {
            problems.add(job.placeOf("image"), job.path() + ".image: " + Quoted.of(image) + " is not among the images that may be used here",
                    "allowed: " + policy.images().words());
        }
    }
}
