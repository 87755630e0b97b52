package assay.parser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The YAML files that the build put beside the classes, in a jar or in a folder.
 *
 * @param folder where they lie
 */
record BundledFiles(String folder) {
    static final BundledFiles PRESETS = new BundledFiles("presets");
    static final BundledFiles CLUSTERS = new BundledFiles("clusters");

    /** Texts by file name, sorted. */
    Map<String, String> texts() {
        URL place = BundledFiles.class.getResource("/" + folder);
        if (place == null) {
            throw new IllegalStateException("Expected YAML files beside the classes, but found no folder '" + folder + "': build parser-service again");
        }
        try {
            Map<String, String> texts = new TreeMap<>();
            for (String file : files(place)) {
                texts.put(file, text(file));
            }
            return texts;
        } catch (IOException failure) {
            throw new UncheckedIOException("Expected to read the files in " + place, failure);
        }
    }

    private List<String> files(URL place) throws IOException {
        if (place.openConnection() instanceof JarURLConnection jar) {
            String above = folder + "/";
            return jar.getJarFile().stream().map(entry -> entry.getName()).filter(name -> name.startsWith(above) && name.endsWith(".yaml"))
                    .map(name -> name.substring(above.length())).sorted().toList();
        }
        try (Stream<Path> files = Files.list(Path.of(place.toURI()))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")).sorted().toList();
        } catch (URISyntaxException failure) {
            throw new IOException("Expected a folder, but found " + place, failure);
        }
    }

    private String text(String file) throws IOException {
        try (InputStream in = BundledFiles.class.getResourceAsStream("/" + folder + "/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
