/** Running other programs: the only place that starts processes. */
package assay.cluster.command;
