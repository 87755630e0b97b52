/**
 * This machine as a cluster, for people without Slurm. It runs the same scripts. What a script asks for is pure: {@link assay.cluster.local.Directives},
 * {@link assay.cluster.local.Demand}. Each job has a supervisor in bash ({@code supervise.sh}) that needs nobody; {@link assay.cluster.local.Submissions}
 * starts it, {@link assay.cluster.local.Records} reads what it wrote, {@link assay.cluster.local.Processes} what runs.
 * {@link assay.cluster.local.LocalCluster} joins them.
 */
package assay.cluster.local;
