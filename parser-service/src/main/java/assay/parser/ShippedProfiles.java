package assay.parser;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The profiles that come with Assay. One of the user's that has the same name hides one of these, and can be based on it. */
final class ShippedProfiles implements Profiles {
    private static final String ENDING = ".yaml";
    private final Map<String, String> texts = BundledFiles.CLUSTERS.texts();

    @Override
    public Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name + ENDING));
    }

    @Override
    public String file(String name) {
        return name + ENDING + " (comes with Assay)";
    }

    @Override
    public List<String> names() {
        return texts.keySet().stream().map(file -> file.substring(0, file.length() - ENDING.length())).toList();
    }
}
