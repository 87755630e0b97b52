package assay.loadgen;

import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Exit codes, and which one belongs to what went wrong. */
final class Exit {
    static final int MEASURED = 0;
    static final int NOTHING_MEASURED = 3;
    static final int USAGE = 64;
    static final int UNUSABLE = 69;
    static final int FAULT = 70;
    static final int NO_OUTPUT = 73;

    private Exit() {
    }

    static int of(Exception problem, CommandLine command, ParseResult parsed) {
        return switch (problem) {
            case UnusableException unusable -> said(unusable.getMessage(), UNUSABLE);
            case IllegalArgumentException wrong -> said(wrong.getMessage(), USAGE);
            case IOException file -> said("cannot write: " + file, NO_OUTPUT);
            case UncheckedIOException file -> said("cannot write: " + file.getCause(), NO_OUTPUT);
            default -> {
                problem.printStackTrace();
                yield said("this is a fault of loadgen", FAULT);
            }
        };
    }

    private static int said(String what, int code) {
        System.err.println("loadgen: " + what);
        return code;
    }
}
