/** The whole program: the command line, the server that hosts every Assay service in one JVM, and the commands that need a service or the cluster at hand. */
package assay.server;
