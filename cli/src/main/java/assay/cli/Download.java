package assay.cli;

import assay.core.run.Run;
import assay.events.FileFact;
import assay.events.JobEvent.ReportPublished;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Brings a run's report here, with all files that it lists. Each must be what the log of record says of it. */
record Download(HttpApi api, Run run) {
    private static final String FOLDER = "report/";

    /** Fetches all into a directory; whether all came. */
    boolean into(Path output, Consumer<String> say) throws IOException {
        List<FileFact> files = run.report().map(ReportPublished::artifacts).orElse(List.of());
        if (!files.isEmpty()) {
            Files.createDirectories(output);
        }
        long missing = 0;
        for (FileFact file : files) {
            try {
                fetch(file, output);
            } catch (IOException | MisuseException | UnreachableException e) {
                missing++;
                say.accept(file.path() + " was not fetched: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return missing == 0;
    }

    private void fetch(FileFact file, Path output) throws IOException, InterruptedException {
        Path place = output.resolve(file.path()).normalize();
        if (!place.startsWith(output)) {
            throw new IOException("its name leads out of " + output);
        }
        Files.createDirectories(place.getParent());
        Path aside = place.resolveSibling(place.getFileName() + ".tmp");
        try (InputStream stream = api.open(HttpLog.path(run.id()) + "/report/" + HttpApi.segment(name(file)), Map.of())) {
            Files.copy(stream, aside, StandardCopyOption.REPLACE_EXISTING);
            if (!FileFact.of(file.path(), Files.readAllBytes(aside)).equals(file)) {
                throw new IOException("what came is not what the log of record has: expected sha256 " + file.sha256());
            }
            Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** As the server lists it. */
    private static String name(FileFact file) {
        return file.path().startsWith(FOLDER) ? file.path().substring(FOLDER.length()) : file.path();
    }
}
