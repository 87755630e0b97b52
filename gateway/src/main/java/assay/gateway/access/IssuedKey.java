package assay.gateway.access;

/**
 * A key that was made just now.
 *
 * @param key    what is kept of it
 * @param bearer what its owner shows; told once, and kept nowhere by Assay
 */
public record IssuedKey(Key key, String bearer) {

    @Override
    public String toString() {
        return "IssuedKey[" + key.id() + ", " + key.name() + "]";
    }
}
