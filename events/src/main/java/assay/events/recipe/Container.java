package assay.events.recipe;

import java.util.List;

/**
 * How a program's image is entered.
 *
 * @param binds    what the program finds of the node's files beside its own: {@code /path}, {@code /path:/inside}, either with {@code :ro} or
 *                 {@code :rw} behind it
 * @param nv       whether the node's NVIDIA driver and devices are brought in
 * @param writable whether the program may change files of the image; what it changes is kept in memory and forgotten
 */
public record Container(List<String> binds, boolean nv, boolean writable) {
    /** Nothing beside what every program has. */
    public static final Container PLAIN = new Container(List.of(), false, false);

    public Container {
        binds = List.copyOf(binds);
    }
}
