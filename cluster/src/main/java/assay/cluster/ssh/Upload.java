package assay.cluster.ssh;

import assay.cluster.staging.FarCache.Load;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One thing that is brought to the other side: it goes when the other side holds the lock of it, and is there when that says where. Used once. */
final class Upload {
    private static final String READY = "assay-receives";
    private static final int BLOCK = 1 << 18;
    private final SshProcess process;
    private final String program;
    private final Load load;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<String> place = new CompletableFuture<>();

    Upload(SshProcess process, String program, Load load) {
        this.process = process;
        this.program = program;
        this.load = load;
    }

    /** Brings it; gives its place there. */
    String place() throws IOException {
        Thread.ofPlatform().daemon().name("ssh-upload").start(this::listen);
        try (OutputStream out = process.in()) {
            out.write(program.getBytes(StandardCharsets.UTF_8));
            out.flush();
            ready.get();
            for (Map.Entry<String, Path> file : load.files().entrySet()) {
                send(file.getKey(), file.getValue(), out);
            }
            out.write(".\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return place.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("given up");
        } catch (ExecutionException e) {
            throw new IOException(process.words(), e);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(process.words(), e);
        }
    }

    private static void send(String name, Path file, OutputStream out) throws IOException {
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IOException("the name of " + file + " holds a control character");
        }
        long bytes = Files.size(file);
        out.write((bytes + (Files.isExecutable(file) ? " 755 " : " 644 ") + name + "\n").getBytes(StandardCharsets.UTF_8));
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file)) {
            for (long left = bytes; left > 0;) {
                int read = in.read(block, 0, (int) Math.min(BLOCK, left));
                if (read < 0) {
                    throw new IOException(file + " was cut while it was read");
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("given up while sending " + file);
                }
                out.write(block, 0, read);
                left -= read;
            }
        }
    }

    private void listen() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.out(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (ready.isDone()) {
                    place.complete(line);
                } else if (line.equals(READY)) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            place.completeExceptionally(e);
        }
        ready.completeExceptionally(new IOException("it ended"));
        place.completeExceptionally(new IOException("it ended"));
    }
}
