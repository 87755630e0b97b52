/**
 * A cluster that is reached by the user's own ssh: one connection, a few shells over it that answer requests, and on these the commands, the run
 * directories and the cache of staged artifacts. Nothing is installed on the other side, and nothing stays there but what belongs to runs.
 */
package assay.cluster.ssh;
