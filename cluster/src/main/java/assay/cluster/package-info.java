/**
 * The cluster: the {@link assay.cluster.Cluster} port and its adapters. The only module that starts jobs and commands, and the only
 * one that knows where a run directory lies.
 */
package assay.cluster;
