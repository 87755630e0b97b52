package assay.events;

/** A value that travels as one plain JSON string. */
public interface Text {
    /** The text itself. */
    String value();
}
