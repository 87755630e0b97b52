/**
 * The command line, and the server that hosts every Assay service in one JVM. Commands publish to the inbox and read the log of record; nothing
 * else passes between them and the services.
 */
package assay.cli;
