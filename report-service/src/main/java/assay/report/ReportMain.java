package assay.report;

import assay.log.Host;

/** Starts the report service alone, against a Kafka outside. */
public final class ReportMain {
    private ReportMain() {
    }

    /** See {@link assay.log.KafkaArguments} for the command line. */
    public static void main(String[] args) {
        System.exit(Host.run("assay-report", args, surroundings -> new ReportVerticle(surroundings)));
    }
}
