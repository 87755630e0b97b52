package assay.cluster.ssh;

import assay.cluster.RemoteStore.Found;
import assay.cluster.RemoteStore.Watch;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What {@code news} says of the places it looked into, in their order.
 *
 * @param failures of the places that could not be looked into
 */
record News(List<Found> found, List<String> failures) {

    static News read(List<Watch> watches, String text) {
        List<Found> found = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        int place = -1;
        for (String line : text.split("\n")) {
            switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case '=' -> place++;
                case '+' -> found.add(file(watches.get(place), line));
                case '!' -> failures.add("Could not look into " + watches.get(place).runDirectory() + "/" + watches.get(place).directory() + ": " + line.substring(1).strip());
                default -> throw new IllegalStateException("Expected what is new in a run directory, but found '" + line + "'");
            }
        }
        return new News(found, failures);
    }

    private static Found file(Watch watch, String line) {
        int space = line.indexOf(' ');
        return new Found(watch.runDirectory(), line.substring(space + 1), Base64.getDecoder().decode(line.substring(1, space)));
    }
}
