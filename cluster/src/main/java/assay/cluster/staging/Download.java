package assay.cluster.staging;

import assay.cluster.command.CommandResult.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Has curl fetch a file whose digest is known. */
final class Download implements Maker {
    private static final int HTTP_REFUSED = 22;
    private final String address;
    private final String sha256;
    private final Tool tool;

    Download(String address, String sha256, Tool tool) {
        this.address = address;
        this.sha256 = sha256;
        this.tool = tool;
    }

    @Override
    public String kind() {
        return "file";
    }

    /** What it is is known by its digest. */
    @Override
    public String origin() {
        return "";
    }

    @Override
    public Prospect prospect() throws UnavailableArtifactException {
        requireCurl();
        return new Prospect("to be downloaded by curl", 0);
    }

    private void requireCurl() throws UnavailableArtifactException {
        if (!tool.present("curl")) {
            throw UnavailableArtifactException.forGood("curl is not on PATH of the machine that Assay runs on", "install it there, or bring the file by hand and name its path");
        }
    }

    @Override
    public Path make(Path workspace) throws IOException, UnavailableArtifactException {
        requireCurl();
        Path file = workspace.resolve(name());
        Ended ended = tool.run(List.of("curl", "-fsSL", "--retry", "3", "--connect-timeout", "30", "--speed-limit", "1", "--speed-time", "120",
                "--proto", "=http,https", "--proto-redir", "=http,https", "-w", "%{http_code}", "-o", file.toString(), address), Map.of());
        if (ended.exitCode() != 0) {
            throw failure(ended);
        }
        String found = Content.at(file).sha256();
        if (!found.equals(sha256)) {
            throw UnavailableArtifactException.forGood("what is behind " + address + " has the sha256 " + found,
                    "it is another file than the recipe means: look at it, and write its digest behind #sha256= if it is right");
        }
        return file;
    }

    private UnavailableArtifactException failure(Ended ended) {
        boolean permanent = ended.exitCode() == HTTP_REFUSED && ended.out().strip().matches("4(?!08|29)[0-9]{2}");
        String words = ended.err().lines().filter(line -> !line.isBlank()).reduce((first, last) -> last).orElse("curl ended with " + ended.exitCode());
        return permanent ? UnavailableArtifactException.forGood(words, "look at the address") : UnavailableArtifactException.thisTime(words, "try it by hand: curl -LO " + address);
    }

    private String name() {
        String path = address.replaceFirst("\\?.*", "").replaceFirst("^https?://[^/]*", "");
        String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        return last.isEmpty() || last.startsWith(".") ? "file" : last;
    }
}
