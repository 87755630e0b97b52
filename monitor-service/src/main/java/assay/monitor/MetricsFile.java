package assay.monitor;

import assay.events.FileFact;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A run's {@code metrics.csv}: one value a line, written as the run goes. A monitor that was restarted goes on behind the newest line of each
 * series, so nothing stands there twice; half a line that it left is ended. Read line by line, since it may be large. Thread-safe.
 */
final class MetricsFile {
    static final String NAME = "metrics.csv";
    private static final String HEADER = "time,source,job,node,step,metric,value\n";
    private static final int MOST_SERIES = 2_000;
    private final Path file;
    private final Map<String, Long> newest = new HashMap<>();

    private MetricsFile(Path file) {
        this.file = file;
    }

    /** The file of this output directory, made when it is missing. Throws {@link UncheckedIOException} when that cannot be. */
    static MetricsFile open(Path outputDirectory) {
        MetricsFile metrics = new MetricsFile(outputDirectory.resolve(NAME));
        try {
            Files.createDirectories(outputDirectory);
            metrics.begin();
        } catch (IOException e) {
            throw refused("write", metrics.file, e);
        }
        metrics.read(row -> metrics.newest.merge(row.series(), row.millis(), Math::max));
        return metrics;
    }

    private void begin() throws IOException {
        try {
            Files.writeString(file, HEADER, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                long size = channel.size();
                ByteBuffer last = ByteBuffer.allocate(1);
                if (size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n') {
                    channel.write(ByteBuffer.wrap(new byte[]{'\n'}), size);
                }
            }
        }
    }

    /** Adds the samples that are newer than what stands there; gives those that were added. Adds all or none. */
    synchronized List<Sample> add(List<Sample> samples) {
        Map<String, Long> newer = new HashMap<>();
        StringBuilder text = new StringBuilder();
        List<Sample> added = new ArrayList<>();
        for (Sample sample : samples) {
            Long last = newer.getOrDefault(sample.series(), newest.get(sample.series()));
            long at = sample.at().toEpochMilli();
            if (last == null ? newest.size() + newer.size() < MOST_SERIES : at > last) {
                newer.put(sample.series(), at);
                added.add(sample);
                sample.values().forEach((metric, value) -> text.append(new Row(at, sample.source(), sample.job().value(), sample.node(), sample.step(), metric,
                        value).line()));
            }
        }
        append(text.toString());
        newest.putAll(newer);
        return added;
    }

    private void append(String text) {
        if (text.isEmpty()) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long size = channel.size();
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            try {
                channel.position(size);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                channel.truncate(size);
                throw e;
            }
        } catch (IOException e) {
            throw refused("write", file, e);
        }
    }

    /** Hands over every line that can be read, in file order. */
    synchronized void read(Consumer<Row> reader) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Row.parse(line).ifPresent(reader);
            }
        } catch (IOException e) {
            throw refused("read", file, e);
        }
    }

    private static UncheckedIOException refused(String what, Path file, IOException e) {
        return new UncheckedIOException("Cannot " + what + " " + file + ": " + (e instanceof NoSuchFileException ? "there is no such file" : e.getMessage()), e);
    }

    /** Its size and hash as it is now. */
    synchronized FileFact fact() {
        try (InputStream stream = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(stream, MessageDigest.getInstance("SHA-256"))) {
            long size = digest.transferTo(OutputStream.nullOutputStream());
            return new FileFact(NAME, size, HexFormat.of().formatHex(digest.getMessageDigest().digest()));
        } catch (IOException e) {
            throw refused("read", file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
