package assay.parser;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Profiles of a folder of test resources, told of as {@code NAME.profile}, wherever the tests run. */
final class ProfileTexts implements Profiles {
    private final ProfileDirectory directory;

    ProfileTexts(String folder) {
        try {
            this.directory = new ProfileDirectory(Path.of(ProfileTexts.class.getResource(folder).toURI()));
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public Optional<String> text(String name) throws IOException {
        return directory.text(name);
    }

    @Override
    public String file(String name) {
        return name + ".profile";
    }

    @Override
    public List<String> names() {
        return directory.names();
    }
}
