package assay.events.recipe;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something large that jobs need, as recipes refer to it.
 *
 * @param reference as written; names it everywhere
 * @param source    where it comes from
 */
public record Artifact(String reference, Source source) {
    /** Transports of images that apptainer turns into a SIF file. */
    private static final List<String> IMAGES = List.of("docker://", "oras://", "docker-archive:", "oci-archive:");
    private static final String VISIBLE = "[^\\x00-\\x1f\\x7f]";
    private static final String PATH = "/(?!/)" + VISIBLE + "*";
    /** The form of a reference to an image that must be pulled, or made of an archive. */
    public static final String IMAGE = "(?:docker|oras)://[A-Za-z0-9][A-Za-z0-9._:/@+-]*|(?:docker|oci)-archive:/" + VISIBLE + "+";
    private static final String DOWNLOAD = "(https?://[^\\s\\x00-\\x1f\\x7f#]+)#sha256=([0-9a-f]{64})";
    private static final String LOADGEN = "assay:loadgen";
    /** The form of a reference, as regular expression of Java and of JavaScript. */
    public static final String FORM = PATH + "|" + IMAGE + "|" + DOWNLOAD + "|" + LOADGEN;
    private static final Pattern PATHS = Pattern.compile(PATH);
    private static final Pattern PULLED = Pattern.compile(IMAGE);
    private static final Pattern DOWNLOADED = Pattern.compile(DOWNLOAD);
    /** The most characters of a reference. */
    public static final int LONGEST = 1_000;

    /** Where it comes from. */
    public sealed interface Source {
        /** A file or directory on the machine that Assay runs on. */
        record Place(String path) implements Source {
        }

        /** An image that apptainer pulls. */
        record Image(String reference) implements Source {
        }

        /** A file behind an address that has this digest. */
        record Download(String address, String sha256) implements Source {
        }

        /** Assay's own load generator with its run time. */
        record Loadgen() implements Source {
        }
    }

    /** The artifact that a text refers to; empty when it is no reference. */
    public static Optional<Artifact> read(String text) {
        Matcher download = DOWNLOADED.matcher(text);
        if (text.length() > LONGEST) {
            return Optional.empty();
        } else if (text.equals(LOADGEN)) {
            return Optional.of(new Artifact(text, new Source.Loadgen()));
        } else if (PATHS.matcher(text).matches()) {
            return Optional.of(new Artifact(text, new Source.Place(text)));
        } else if (PULLED.matcher(text).matches()) {
            return Optional.of(new Artifact(text, new Source.Image(text)));
        }
        return download.matches() ? Optional.of(new Artifact(text, new Source.Download(download.group(1), download.group(2)))) : Optional.empty();
    }

    /**
     * What an image is as an artifact: one that must be pulled, or an image file, whose digest is to be known. Empty for what is used as it is: a
     * sandbox, or a path beside the recipe.
     */
    public static Optional<Artifact> ofImage(String image) {
        boolean pulled = IMAGES.stream().anyMatch(image::startsWith);
        return pulled || image.endsWith(".sif") ? read(image) : Optional.empty();
    }

    /** What it becomes: {@code image}, or {@code directory} where that is known beforehand, else {@code file}. */
    public String kind() {
        return switch (source) {
            case Source.Image image -> "image";
            case Source.Loadgen loadgen -> "directory";
            case Source.Download download -> "file";
            case Source.Place place -> place.path().endsWith(".sif") ? "image" : "file";
        };
    }
}
