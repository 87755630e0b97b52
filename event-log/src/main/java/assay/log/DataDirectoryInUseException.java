package assay.log;

import java.nio.file.Path;

/** Another live process works on the data directory. Its endpoint.json says where it is reached. */
public final class DataDirectoryInUseException extends Exception {
    private static final long serialVersionUID = 1L;

    DataDirectoryInUseException(Path directory) {
        super("The data directory " + directory + " is in use by another server. Talk to that one, or choose another with --data-dir.");
    }
}
