package assay.cluster.local;

import assay.cluster.local.JobRecord.End;
import assay.cluster.local.JobRecord.Supervisor;
import assay.events.ClusterState;
import assay.events.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of all jobs, one directory each: {@code jobs/ID}. A job exists from the moment on at which its directory is there; before that it is
 * prepared in {@code new/ID}. Used from several threads and by several processes: what matters is decided by the file system.
 */
final class Records {
    private static final Logger LOGGER = LoggerFactory.getLogger(Records.class);
    private static final String JOB = "job";
    private final Path numbers;
    private final Path prepared;
    private final Path jobs;
    /** What ended never changes. */
    private final Map<Long, JobRecord> ended = new ConcurrentHashMap<>();

    /** In a directory, which is made when it does not exist; only this account may look into it. */
    Records(Path directory) throws IOException {
        this.numbers = directory.resolve("numbers");
        this.prepared = directory.resolve("new");
        this.jobs = directory.resolve("jobs");
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        for (Path part : List.of(numbers, prepared, jobs)) {
            Files.createDirectories(part);
        }
    }

    /** A number that no job here ever had. The highest one given stays as a file, so that it is known when all records are gone. */
    long newNumber() throws IOException {
        while (true) {
            long number = highest() + 1;
            try {
                Files.createFile(numbers.resolve(Long.toString(number)));
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            // Whoever was stopped between looking and creating finds a higher one by now, and begins again.
            if (highest() == number) {
                for (long lower : numbersIn(numbers)) {
                    if (lower < number) {
                        Files.deleteIfExists(numbers.resolve(Long.toString(lower)));
                    }
                }
                return number;
            }
        }
    }

    private long highest() throws IOException {
        return numbersIn(numbers).stream().max(Comparator.naturalOrder()).orElse(0L);
    }

    private static List<Long> numbersIn(Path directory) throws IOException {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "[0-9]*")) {
            entries.forEach(entry -> found.add(Long.parseLong(entry.getFileName().toString())));
        }
        return found;
    }

    /** Where a job is prepared. */
    Path preparation(long number) {
        return prepared.resolve(Long.toString(number));
    }

    /** Where a job is recorded from its beginning on. */
    Path place(long number) {
        return jobs.resolve(Long.toString(number));
    }

    /** Puts down what the supervisor does not. */
    static void describe(Path place, Token token, String runDirectory, Instant submitted) throws IOException {
        Files.writeString(place.resolve(JOB), token + "\n" + submitted.toEpochMilli() + "\n" + runDirectory + "\n");
    }

    /** Every job, oldest first. */
    List<JobRecord> all() {
        try {
            List<JobRecord> all = new ArrayList<>();
            for (long number : numbersIn(jobs).stream().sorted().toList()) {
                readable(number).ifPresent(all::add);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the records of jobs in " + jobs + ": " + e.getMessage(), e);
        }
    }

    private Optional<JobRecord> readable(long number) throws IOException {
        try {
            return read(number);
        } catch (IllegalArgumentException e) {
            LOGGER.atWarn().addKeyValue("path", place(number)).addKeyValue("reason", e.getMessage()).log("A job's record has another form than expected");
            return Optional.empty();
        }
    }

    /** One job as it is recorded now; empty when there is none. */
    Optional<JobRecord> read(long number) throws IOException {
        JobRecord known = ended.get(number);
        if (known != null) {
            return Optional.of(known);
        }
        Path place = place(number);
        List<String> job = lines(place.resolve(JOB));
        List<String> supervisor = words(place.resolve("supervisor"), 3);
        if (job.size() != 3 || supervisor.isEmpty()) {
            return Optional.empty();
        }
        List<String> started = words(place.resolve("started"), 1);
        JobRecord record = new JobRecord(place, number, new Token(job.get(0)), job.get(2), milliseconds(job.get(1)),
                new Supervisor(Long.parseLong(supervisor.get(0)), Long.parseLong(supervisor.get(1)), supervisor.get(2)),
                started.isEmpty() ? Instant.EPOCH : milliseconds(started.get(0)), Files.exists(place.resolve("cancel")), end(place));
        if (record.end().isPresent()) {
            ended.put(number, record);
        }
        return Optional.of(record);
    }

    private static Optional<End> end(Path place) throws IOException {
        List<String> words = words(place.resolve("ended"), 4);
        return words.isEmpty() ? Optional.empty()
                : Optional.of(new End(ClusterState.valueOf(words.get(0)), Integer.parseInt(words.get(1)), milliseconds(words.get(2)), words.get(3)));
    }

    private static Instant milliseconds(String text) {
        return Instant.ofEpochMilli(Long.parseLong(text));
    }

    /** The words of a file's one line; none while it is not there or not whole. */
    private static List<String> words(Path file, int count) throws IOException {
        List<String> lines = lines(file);
        List<String> words = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(" ", count));
        return words.size() == count ? words : List.of();
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            return text.endsWith("\n") ? text.lines().toList() : List.of();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Tells a job's supervisor to end it. */
    static void cancel(JobRecord record) throws IOException {
        try {
            Files.createFile(record.place().resolve("cancel"));
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            // It was told before, or is forgotten already.
        }
    }

    /** Records the end of a job whose supervisor cannot do so. */
    static void end(JobRecord record, End end) throws IOException {
        Path file = Files.createTempFile(record.place(), "ended", ".tmp");
        Files.writeString(file, end.state() + " " + end.exitCode() + " " + end.at().toEpochMilli() + " " + end.reason() + "\n");
        Files.move(file, record.place().resolve("ended"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what ended before then, and what was prepared before then and never began. */
    void forget(Instant before) throws IOException {
        for (JobRecord record : all()) {
            if (record.end().filter(end -> end.at().isBefore(before)).isPresent()) {
                ended.remove(record.number());
                remove(record.place());
            }
        }
        for (long number : numbersIn(prepared)) {
            Path place = preparation(number);
            if (Files.exists(place) && Files.getLastModifiedTime(place).toInstant().isBefore(before)) {
                remove(place);
            }
        }
    }

    /** Removes a directory and what lies in it. */
    static void remove(Path directory) throws IOException {
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // Another process was faster.
        }
    }
}
