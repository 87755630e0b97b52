package assay.parser;

import assay.events.recipe.Artifact;
import assay.events.recipe.Container;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The container images of a recipe that lies in some directory, or in none: then their paths must be absolute. */
final class Images {
    private static final String PART = "[A-Za-z0-9._+@=-]{1,100}";
    private static final String PATH = "(?:" + PART + "/){0,30}" + PART + "/?";
    private static final String ABSOLUTE = "(?:/(?!\\.{1,2}(?:[/:]|$))" + PART + "){1,30}/?";
    static final ScalarType REFERENCE = new ScalarType.Formed(Artifact.IMAGE + "|/?" + PATH,
            "the path of an image file or folder, of letters, digits and . _ + @ = - /, or docker://…, oras://…, docker-archive:/… or oci-archive:/…");
    static final Type.Fields CONTAINER = new Type.Fields(List.of(
            Key.optional("bind", new Type.ListOf(new ScalarType.Formed(ABSOLUTE + "(?::" + ABSOLUTE + ")?(?::r[ow])?",
                    "an absolute path without .., perhaps with :/where/inside and :ro or :rw behind it")),
                    "files and folders of the node that the program finds inside, such as /data:/data:ro"),
            Key.optional("nv", new ScalarType.Choice("auto", "true", "false"),
                    "bring in NVIDIA's driver and devices; auto (default): where GPUs are asked of Slurm"),
            Key.optional("writable", new ScalarType.Flag(), "the program may change files of the image; what it changes is kept in memory and forgotten")));
    private static final Pattern RELATIVE = Pattern.compile("(?!/)" + PATH);
    private static final List<String> GPUS = List.of("gpus", "gpus_per_node", "gpus_per_task", "gpus_per_socket");
    private static final Pattern GPU_RESOURCE = Pattern.compile("(?:.*,)?(?:gres/)?gpu(?![A-Za-z0-9_]).*");
    private final String directory;

    Images(String directory) {
        this.directory = directory;
    }

    /** Looks at what the form of the keys does not tell. */
    void check(Job job, Problems problems) {
        String image = job.fragment().text("image", "");
        boolean readable = directory.startsWith("/") && Characters.firstUnreadable(directory).isEmpty();
        if (RELATIVE.matcher(image).matches() && !readable) {
            problems.add(job.placeOf("image"), job.path() + ".image: " + Quoted.of(image) + " is relative to the recipe, and this one lies in no directory",
                    "write an absolute path");
        }
        if (image.isEmpty() && job.keys().value("container").isPresent() && job.keys().value("image").isEmpty()) {
            problems.add(job.placeOf("container"), job.path() + ": 'container' says how an image is entered, but there is no image", "add 'image'");
        }
    }

    /** The image of a job, by an absolute path or a reference; empty: it has none. */
    String of(Job job) {
        String image = job.fragment().text("image", "");
        return RELATIVE.matcher(image).matches() ? directory.replaceFirst("/+$", "") + "/" + image.replaceFirst("^(?:\\./+)+", "") : image;
    }

    /** How it is entered. */
    static Container container(Job job) {
        Fragment keys = job.fragment().below("container");
        boolean nv = keys.text("nv", "auto").equals("auto") ? asksForGpus(job.fragment().below("slurm").map()) : keys.flag("nv");
        return job.fragment().text("image", "").isEmpty() ? Container.PLAIN : new Container(keys.texts("bind"), nv, keys.flag("writable"));
    }

    private static boolean asksForGpus(Map<String, String> slurm) {
        return GPUS.stream().anyMatch(key -> !slurm.getOrDefault(key, "0").equals("0")) || GPU_RESOURCE.matcher(slurm.getOrDefault("gres", "")).matches();
    }
}
