package assay.parser;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where profiles come from: what is known of a cluster, by the name that recipes write behind {@code cluster}. */
public interface Profiles {

    /** The text of a profile; empty when there is none of this name. */
    Optional<String> text(String name) throws IOException;

    /** How people are told of the file that holds, or would hold, a profile. */
    String file(String name);

    /** The names of all profiles that recipes can name, sorted. */
    List<String> names();
}
