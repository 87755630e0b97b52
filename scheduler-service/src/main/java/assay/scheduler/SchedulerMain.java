package assay.scheduler;

import assay.log.Host;

/** Starts the scheduler service alone, against a Kafka outside. */
public final class SchedulerMain {
    private SchedulerMain() {
    }

    /** See {@link assay.log.KafkaArguments} for the command line. */
    public static void main(String[] args) {
        System.exit(Host.run("assay-scheduler", args, surroundings -> new SchedulerVerticle(surroundings, SchedulerConfig.standard(System.getenv()))));
    }
}
