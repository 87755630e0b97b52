package assay.cli;

import assay.cli.Story.Told;
import assay.core.run.DeadLetters.DeadLetter;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Envelope;
import assay.log.CloudEventLines;
import assay.log.Snapshots;
import assay.log.TopicReader;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells a run's story. */
@Command(name = "events", description = "Tell a run's story, event by event, each with its number in the run.")
final class EventsCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private RunArgument run = new RunArgument();

    @Option(names = "--json", description = "One JSON object for each event, a CloudEvent, on a line of its own.")
    private boolean json;

    @Option(names = "--dead", description = "List the entries of the whole log that changed nothing, with the reason.")
    private boolean dead;

    @Override
    public Integer call() throws Exception {
        if (dead) {
            server.topics("--dead looks through the whole log").read(EventsCommand::folded).ifPresent(runs -> runs.deadLetters().newest().forEach(EventsCommand::print));
            return ExitCode.DONE;
        }
        Log log = server.connection().log(run.name());
        Run found = log.run(run.name());
        List<Envelope> events = log.events(found.id());
        Story story = new Story();
        int digits = Integer.toString(events.size()).length();
        for (Envelope envelope : events) {
            Told told = story.tell(envelope);
            System.out.println(json ? CloudEventLines.write(envelope, told.number(), told.mark()) : numbered(told, digits));
        }
        return ExitCode.DONE;
    }

    private static Runs folded(TopicReader reader) {
        Runs runs = Runs.forService("");
        reader.fold(runs, Snapshots.none(), entry -> {
        });
        return runs;
    }

    /** What goes on below an event stands as far to the right as it did without the number. */
    static String numbered(Told told, int digits) {
        String end = System.lineSeparator();
        return String.format(Locale.ROOT, "%" + digits + "d %s", told.number(), told.line().replace(end, end + " ".repeat(digits + 1)));
    }

    private static void print(DeadLetter letter) {
        System.out.println(letter.position().topic().topicName() + "-" + letter.position().partition() + " offset " + letter.position().offset() + ": "
                + letter.reason());
    }
}
