package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What stands where a container runtime is looked for: a small program that notes how it was called, and starts the program on the host, in the
 * scratch and with the environment that a container would have; or nothing at all, whatever is installed on this machine.
 */
final class RuntimeStandIn {
    private static final List<String> NEEDED = List.of("bash", "cat", "chmod", "cksum", "cp", "date", "env", "find", "flock", "getconf", "grep", "id", "ip", "ln", "mkdir", "mv",
            "nproc", "rm", "sed", "sha256sum", "sleep", "stat", "tail", "timeout", "tr", "hostname", "setpriv", "chown", "mktemp", "od");

    private RuntimeStandIn() {
    }

    /** A search path on which there is no runtime. */
    static String none(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String name : NEEDED) {
            for (String place : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
                Path program = Path.of(place, name);
                if (Files.isExecutable(program) && Files.notExists(directory.resolve(name))) {
                    executable(directory.resolve(name), "#!/bin/sh\nexec " + program + " \"$@\"\n");
                }
            }
        }
        return directory.toString();
    }

    /** A search path on which there is this one alone, for programs of this image. */
    static String alone(Path directory, String name, Path image) throws IOException {
        String path = none(directory);
        executable(directory.resolve(name), """
                #!/bin/bash
                if [ "$1" = --version ]; then echo "@name@ version 1.2.3"; exit; fi
                echo "$*" >> "$@NAME@ENV_ASSAY_RUN_DIR/calls"
                while [ "$1" != '@image@' ]; do shift; done
                shift
                [ -z "$@NAME@ENV_KEY" ] || printf '%s' "$@NAME@ENV_KEY" > "$@NAME@ENV_ASSAY_RUN_DIR/seen"
                exec env -i "PATH=$PATH" "PORT=$@NAME@ENV_PORT" "MODE=$@NAME@ENV_MODE" "ASSAY_TOKEN=$@NAME@ENV_ASSAY_TOKEN" "$@"
                """.replace("@name@", name).replace("@NAME@", name.toUpperCase(Locale.ROOT)).replace("@image@", image.toString()));
        return path;
    }

    private static void executable(Path file, String text) throws IOException {
        assertThat(Files.writeString(file, text).toFile().setExecutable(true)).isTrue();
    }
}
