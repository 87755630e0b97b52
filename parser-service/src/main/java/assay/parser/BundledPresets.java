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

/** Finds the preset files that the build put beside the classes, in a jar or in a folder. */
final class BundledPresets {
    private static final String FOLDER = "presets";

    private BundledPresets() {
    }

    /** Texts by file name, sorted. */
    static Map<String, String> texts() {
        URL folder = BundledPresets.class.getResource("/" + FOLDER);
        if (folder == null) {
            throw new IllegalStateException("Expected presets beside the classes, but found no folder '" + FOLDER + "': build parser-service again");
        }
        try {
            Map<String, String> texts = new TreeMap<>();
            for (String file : files(folder)) {
                texts.put(file, text(file));
            }
            return texts;
        } catch (IOException failure) {
            throw new UncheckedIOException("Expected to read the presets in " + folder, failure);
        }
    }

    private static List<String> files(URL folder) throws IOException {
        if (folder.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarFile().stream().map(entry -> entry.getName()).filter(name -> name.startsWith(FOLDER + "/") && name.endsWith(".yaml"))
                    .map(name -> name.substring(FOLDER.length() + 1)).sorted().toList();
        }
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")).sorted().toList();
        } catch (URISyntaxException failure) {
            throw new IOException("Expected a folder, but found " + folder, failure);
        }
    }

    private static String text(String file) throws IOException {
        try (InputStream in = BundledPresets.class.getResourceAsStream("/" + FOLDER + "/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
