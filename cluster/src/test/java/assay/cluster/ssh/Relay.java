package assay.cluster.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** A way to a port that may fall silent, as a network does of which a cable was pulled. */
final class Relay implements AutoCloseable {
    private static final int BLOCK = 1 << 14;
    private final ServerSocket door;
    private final int target;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile boolean forgotten;
    private volatile CountDownLatch open = new CountDownLatch(0);

    Relay(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("relay").start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From here on nothing comes through, and nothing is closed. */
    void fallSilent() {
        open = new CountDownLatch(1);
    }

    /** What was held back comes through, and all after it. */
    void speak() {
        open.countDown();
    }

    /** From here on nothing comes through of what is connected now, as when a machine slept; who connects anew is heard. */
    void forget() {
        forgotten = true;
        fallSilent();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(near);
                sockets.add(far);
                boolean heard = forgotten;
                Thread.ofPlatform().daemon().start(() -> pass(near, far, heard));
                Thread.ofPlatform().daemon().start(() -> pass(far, near, heard));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void pass(Socket from, Socket to, boolean heard) {
        byte[] block = new byte[BLOCK];
        try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                if (!heard) {
                    open.await();
                }
                out.write(block, 0, read);
            }
        } catch (IOException | InterruptedException e) {
            // One of both ends is gone, and with it the other.
        }
    }

    @Override
    public void close() throws IOException {
        speak();
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
