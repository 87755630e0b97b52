package assay.core.plan;

import assay.events.JobName;

/** Two jobs of one plan would bear one name; {@link #component()} is the service or client whose job came second. */
public final class JobNameTakenException extends IllegalArgumentException {
    private final String component;

    JobNameTakenException(JobName name, String component) {
        super("Expected every job to have a name of its own, but two would be named '" + name + "': rename " + component);
        this.component = component;
    }

    /** The service's or client's name. */
    public String component() {
        return component;
    }
}
