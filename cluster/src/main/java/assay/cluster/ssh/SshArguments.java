package assay.cluster.ssh;

import assay.events.recipe.Connect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The argument list of every ssh that is started. Pure. */
final class SshArguments {
    // A connection stands in the log, which may have come from elsewhere: it must not be able to name a program of this machine.
    private static final Predicate<String> OPTION = Pattern.compile("(?:" + String.join("|", Connect.OPTIONS) + ")=[^-\\s\\p{Cntrl}][^\\p{Cntrl}]*").asMatchPredicate();
    private static final Predicate<String> HOST = Pattern.compile("[^-\\s\\p{Cntrl}][^\\s\\p{Cntrl}]*").asMatchPredicate();
    private static final List<String> PLAIN = List.of("-T", "-o", "ClearAllForwardings=yes", "-o", "ForwardAgent=no", "-o", "ForwardX11=no", "-o", "RemoteCommand=none",
            "-o", "PermitLocalCommand=no", "-o", "LogLevel=INFO");
    private final Connect connect;
    private final Path socket;

    /** Of a connection that is shared by a socket. */
    SshArguments(Connect connect, Path socket) {
        if (!HOST.test(connect.ssh()) || !connect.options().stream().allMatch(OPTION)) {
            throw new IllegalArgumentException("Expected a host and options of ssh that start no program here (" + String.join(", ", Connect.OPTIONS) + "), but found "
                    + connect.ssh() + " " + connect.options());
        }
        this.connect = connect;
        this.socket = socket;
    }

    /** Asks whether the user has a shared connection of his own, which is then used. */
    List<String> lookForUsers() {
        List<String> arguments = new ArrayList<>(List.of("ssh", "-O", "check"));
        arguments.addAll(target());
        return arguments;
    }

    /** Begins the connection, or joins one that is there; whoever holds its standard input keeps it open. Nobody is asked for anything. */
    List<String> keeper(boolean users) {
        List<String> arguments = start("-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=10", "-o", "ServerAliveCountMax=3");
        arguments.addAll(users ? List.of("-o", "ControlMaster=no", "-o", "ProxyCommand=false") : List.of("-o", "ControlMaster=auto", "-o", "ControlPersist=no", "-o", path()));
        arguments.addAll(target());
        arguments.add("exec cat");
        return arguments;
    }

    /** A shell over the connection, which begins by reading a program; never a connection of its own. */
    List<String> session(boolean users, String program) {
        List<String> arguments = start("-o", "BatchMode=yes", "-o", "ControlMaster=no", "-o", "ProxyCommand=false");
        arguments.addAll(users ? List.of() : List.of("-o", path()));
        arguments.addAll(target());
        // Short, and without a line break, since the account's shell, which may be any, reads it.
        arguments.add("exec sh -c 'eval \"$(dd bs=" + program.getBytes(StandardCharsets.UTF_8).length + " count=1 iflag=fullblock 2>/dev/null)\"'");
        return arguments;
    }

    /** Begins the connection at a terminal, where somebody can be asked, and leaves it for as long as it is used, and some hours more. */
    List<String> atTerminal() {
        List<String> arguments = start("-o", "ServerAliveInterval=10", "-o", "ServerAliveCountMax=3", "-o", "ControlMaster=auto", "-o", "ControlPersist=8h", "-o", path());
        arguments.addAll(target());
        arguments.add("true");
        return arguments;
    }

    /** Ends a connection that was left. */
    List<String> exit() {
        List<String> arguments = new ArrayList<>(List.of("ssh", "-O", "exit", "-o", path()));
        arguments.addAll(target());
        return arguments;
    }

    private static List<String> start(String... more) {
        List<String> arguments = new ArrayList<>(List.of("ssh"));
        arguments.addAll(PLAIN);
        arguments.addAll(List.of(more));
        return arguments;
    }

    private String path() {
        return "ControlPath=" + socket.toString().replace("%", "%%");
    }

    private List<String> target() {
        List<String> target = new ArrayList<>();
        if (!connect.config().isEmpty()) {
            target.addAll(List.of("-F", connect.config()));
        }
        if (connect.port() > 0) {
            target.addAll(List.of("-p", Integer.toString(connect.port())));
        }
        connect.options().forEach(option -> target.addAll(List.of("-o", option)));
        target.addAll(List.of("--", connect.ssh()));
        return target;
    }
}
