package assay.cli;

import assay.core.run.DeadLetters.DeadLetter;
import assay.core.run.Run;
import assay.events.Envelope;
import assay.log.CloudEventLines;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells a run's story. */
@Command(name = "events", description = "Tell a run's story, event by event.")
final class EventsCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Mixin
    private RunArgument run = new RunArgument();

    @Option(names = "--json", description = "One JSON object for each event, a CloudEvent, on a line of its own.")
    private boolean json;

    @Option(names = "--dead", description = "List the entries of the whole log that changed nothing, with the reason.")
    private boolean dead;

    @Override
    public Integer call() throws Exception {
        Log log = Log.read(data.path());
        if (dead) {
            log.runs().deadLetters().newest().forEach(EventsCommand::print);
            return ExitCode.DONE;
        }
        Run found = log.run(run.name());
        Story story = new Story();
        for (Envelope envelope : log.events(found.id())) {
            System.out.println(json ? CloudEventLines.write(envelope) : story.line(envelope));
        }
        return ExitCode.DONE;
    }

    private static void print(DeadLetter letter) {
        System.out.println(letter.position().topic().topicName() + "-" + letter.position().partition() + " offset " + letter.position().offset() + ": "
                + letter.reason());
    }
}
