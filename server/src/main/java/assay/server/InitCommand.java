package assay.server;

import assay.cli.Build;
import assay.cli.ExitCode;
import assay.cli.MisuseException;
import assay.parser.PresetLibrary;
import assay.parser.Starter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a recipe to begin with. */
@Command(name = "init", description = "Write a commented recipe to begin with: of a preset, or `run` or `command` for programs of your own.")
final class InitCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A preset, run, or command.")
    private Optional<String> name = Optional.empty();

    @Option(names = "-o", paramLabel = "FILE", description = "Where the recipe goes; a file that is not there yet (default: NAME.yaml).")
    private Optional<Path> output = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Starter starter = new Starter(PresetLibrary.bundled());
        String choices = String.join(", ", starter.names());
        String wanted = name.orElseThrow(() -> new MisuseException("a recipe of what? There are " + choices));
        String text = starter.recipe(wanted, Build.schema()).orElseThrow(
                () -> new MisuseException("there is no recipe to begin with for '" + wanted + "'; there are " + choices));
        Path file = output.orElse(Path.of(wanted + ".yaml"));
        write(file, text);
        System.err.println("assay: wrote " + file + "; change what is yours, then `assay plan " + file
                + "` shows what it would do, and `assay run " + file + "` does it");
        return ExitCode.DONE;
    }

    private static void write(Path file, String text) throws IOException {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new MisuseException(file + " is there already, and is not written over; name another file with -o");
        }
    }
}
