package assay.cluster;

import assay.events.FileFact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The run directories, wherever they lie. A directory is named by the absolute path that stands in the log; paths below it are relative,
 * with {@code /}. Methods throw {@link java.io.UncheckedIOException} with the reason when the file system refuses.
 */
public interface RemoteStore {

    /** Makes the directory of a new run, for its owner alone; what exists stays as it is. */
    void create(String runDirectory);

    /** Makes the directories below it that a run's jobs need; what exists stays as it is, and a run directory that is gone stays gone. */
    void furnish(String runDirectory);

    /** Writes a file whole: written aside, then renamed; readers never see half of it. */
    void put(String runDirectory, String path, byte[] bytes, Mode mode);

    /** Writes a file unless it exists; false when it existed. */
    boolean putIfAbsent(String runDirectory, String path, byte[] bytes, Mode mode);

    /** Up to {@code limit} bytes from {@code offset} (negative: counted from the end); empty when there is no such file. */
    Optional<byte[]> get(String runDirectory, String path, long offset, int limit);

    /**
     * How long ago a file was touched, by the file system's own clock; empty when the run directory has no such file.
     *
     * @throws java.io.UncheckedIOException also when there is no such run directory
     */
    Optional<Duration> age(String runDirectory, String path);

    /** New files of many runs in one round trip. */
    List<Found> news(List<Watch> watches);

    /**
     * Sets files' modification times to now, creating them when absent: one round trip for many runs. Where a file's directory was removed nothing
     * happens: a renewal that comes late brings nothing back.
     */
    void touch(List<Path> paths);

    /** Removes a file or a whole directory below the run directory; nothing happens when it does not exist. */
    void delete(String runDirectory, String path);

    /** The files below a directory with size and sha256, ordered by path, at most {@code limit}. */
    List<FileFact> describe(String runDirectory, String path, int limit);

    /**
     * Why a file or directory that lies beside the run directories, at an absolute path, cannot be read; empty when it can, and also when this
     * machine does not see the file system on which it would lie.
     */
    Optional<String> unreadable(String path);

    /** Who may read a file. */
    enum Mode {
        /** 0600 */
        SECRET,
        /** 0644 */
        NORMAL,
        /** 0755 */
        EXECUTABLE
    }

    /** A file of a run. */
    record Path(String runDirectory, String path) {
    }

    /** A directory to look into, and the file names there that are known already. */
    record Watch(String runDirectory, String directory, Set<String> known) {
        public Watch {
            known = Set.copyOf(known);
        }
    }

    /** A new file with its content. */
    record Found(String runDirectory, String name, byte[] content) {
    }
}
