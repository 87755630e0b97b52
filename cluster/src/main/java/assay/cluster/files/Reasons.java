package assay.cluster.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words why a file system refused: the exceptions themselves often hold a bare path. */
public final class Reasons {
    private Reasons() {
    }

    /** The words. */
    public static String of(IOException failure) {
        return switch (failure) {
            case FileSystemException refused when refused.getReason() != null -> refused.getReason();
            case NoSuchFileException refused -> "there is no " + refused.getFile();
            case AccessDeniedException refused -> "no permission for " + refused.getFile();
            case FileAlreadyExistsException refused -> "a file has the name " + refused.getFile();
            case NotDirectoryException refused -> refused.getFile() + " is no directory";
            case DirectoryNotEmptyException refused -> refused.getFile() + " is being written to";
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }
}
