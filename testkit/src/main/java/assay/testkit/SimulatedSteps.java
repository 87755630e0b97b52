package assay.testkit;

import assay.events.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What runs in the allocation of a simulated job: begun by files that bear its token, each once, and gone when the job is over. */
final class SimulatedSteps {
    private static final String SCRIPT = ".sh";
    private final SimulatedJob host;
    private final InMemoryStore store;
    private final Function<Token, SimulatedJob> maker;
    private final BiConsumer<Token, String> voice;
    private final List<SimulatedJob> steps = new ArrayList<>();
    private final Set<Token> begun = new HashSet<>();
    private final Set<Token> told = new HashSet<>();

    /**
     * None yet.
     *
     * @param maker makes the job of a token and makes it known
     * @param voice says of a step with which exit code it ended
     */
    SimulatedSteps(SimulatedJob host, InMemoryStore store, Function<Token, SimulatedJob> maker, BiConsumer<Token, String> voice) {
        this.host = host;
        this.store = store;
        this.maker = maker;
        this.voice = voice;
    }

    /** Begins what is wanted, ends what must go, and tells of what has ended. */
    void advance() {
        store.describe(host.directory(), "start/" + host.token(), 1_000).stream().map(file -> Path.of(file.path()).getFileName().toString()).filter(name -> name.endsWith(SCRIPT))
                .flatMap(name -> Token.read(name.substring(0, name.length() - SCRIPT.length())).stream()).filter(begun::add).map(maker).forEach(steps::add);
        for (SimulatedJob step : steps) {
            if (!step.over() && store.exists(host.directory(), "stop/" + step.token() + ".kill")) {
                step.loseNode();
            }
            if (step.over() && told.add(step.token())) {
                voice.accept(step.token(), step.well() ? "0" : "137");
            }
        }
    }

    /** Ends all of them, with a last word of each or without. */
    void end(boolean speaking) {
        steps.stream().filter(step -> !step.over()).forEach(speaking ? SimulatedJob::cancel : SimulatedJob::loseNode);
    }
}
