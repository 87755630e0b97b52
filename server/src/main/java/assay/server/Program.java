package assay.server;

import assay.cli.Assay;

/** The whole of Assay: the command line, with all that it can do only where the services are at hand. */
public final class Program {
    private Program() {
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        Assay.main(new Hosting(), args);
    }
}
