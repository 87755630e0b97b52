package assay.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Ctrl-C as something a command is told of, instead of the end of its process: so the command prints its end itself, once, and a second Ctrl-C
 * can mean something else than the first. Java has no public interface to signals; the one that every JVM has is reached by name.
 */
final class Interrupts {
    private Interrupts() {
    }

    /** Tells from now on of each Ctrl-C, on a thread of its own, counted from 1. */
    static void each(IntConsumer told) {
        AtomicInteger count = new AtomicInteger();
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object action = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                told.accept(count.incrementAndGet());
                return null;
            });
            signal.getMethod("handle", signal, handler).invoke(null, signal.getConstructor(String.class).newInstance("INT"), action);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Ctrl-C cannot be handled: " + e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Ctrl-C cannot be handled on this Java", e);
        }
    }
}
