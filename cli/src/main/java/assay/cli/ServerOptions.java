package assay.cli;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Which server a command speaks to. */
final class ServerOptions {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** The way to it. */
    Connection connection() {
        return new OwnConnection(data.path(), extension());
    }

    /** The topics behind it, for what wants them. */
    LogAccess topics(String what) {
        return new OwnConnection(data.path(), extension());
    }

    /** The way to the server of the data directory. */
    OwnConnection own(String what) {
        return new OwnConnection(data.path(), extension());
    }

    /** What this program has beyond the command line. */
    Extension extension() {
        return ((Assay) command.root().userObject()).extension();
    }

    /** Where Assay keeps its log when it is our own. */
    Path dataDirectory() {
        return data.path();
    }
}
