package assay.gateway.problem;

import java.util.List;
import java.util.Locale;

/** The kinds of problems that there are: what is the same whenever one occurs. */
public enum ProblemKind {
    BAD_REQUEST(400, "The request is not as the contract says"),
    NOT_HTTP(400, "The request cannot be read as HTTP/1.1"),
    NO_KEY(401, "Nobody is named who asks"),
    BAD_KEY(401, "The key or token is not good here"),
    SCOPE_MISSING(403, "The key or token is not good for this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The method is not known here"),
    NOT_ACCEPTABLE(406, "Nothing that is accepted is made here"),
    RUN_AMBIGUOUS(409, "The beginning of an id names several runs"),
    NOT_PLANNED(409, "The run is not planned"),
    RUN_OVER(409, "The run is over"),
    NO_REPORT(409, "The run has no report"),
    FILE_CHANGED(410, "The file is not there any more as it was published"),
    TOO_LARGE(413, "The request is too large"),
    ADDRESS_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of a type that is not taken here"),
    RANGE_NOT_SATISFIABLE(416, "There are no such bytes"),
    RECIPE_REJECTED(422, "The recipe is not valid"),
    KEY_REUSED(422, "The idempotency key stands for another request"),
    TOO_MANY_REQUESTS(429, "Too much is asked for in a short time"),
    HEADERS_TOO_LARGE(431, "The headers are too large or too many"),
    FAULT(500, "A bug of Assay's"),
    KAFKA_SILENT(503, "Kafka does not answer"),
    CLUSTER_SILENT(503, "The cluster does not answer"),
    NOT_READY(503, "The gateway is not ready"),
    TOO_BUSY(503, "Too much is asked for at the same time"),
    HTTP_VERSION_NOT_SUPPORTED(505, "This version of HTTP is not spoken here");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** Names the kind, as a relative reference. */
    String type() {
        return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * One that occurred.
     *
     * @param detail what failed, where, why, and what to do next
     */
    public ProblemException because(String detail) {
        return new ProblemException(new Problem(this, detail, "", List.of()));
    }

    /** One with each thing that is wrong; the first is said at once. */
    public ProblemException because(List<Flaw> flaws) {
        return new ProblemException(new Problem(this, flaws.getFirst().words(), "", flaws));
    }
}
