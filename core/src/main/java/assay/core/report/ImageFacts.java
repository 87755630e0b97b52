package assay.core.report;

/**
 * A container image as a job entered it.
 *
 * @param job     the job
 * @param image   as the recipe names it, by an absolute path or a reference
 * @param runtime what started it, with its version
 * @param sha256  of the image's file; empty for a directory
 */
public record ImageFacts(String job, String image, String runtime, String sha256) {
}
