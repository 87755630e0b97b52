/**
 * The command line, as far as it speaks to a server. Commands ask a {@code Connection} for what is known of runs and a {@code Session} for what is
 * to be done; nothing else passes between them and the services. What a program has beyond that comes in as an {@link assay.cli.Extension}.
 */
package assay.cli;
