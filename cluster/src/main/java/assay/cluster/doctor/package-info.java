/**
 * What can be wrong with a cluster before anything is run on it. A {@link assay.cluster.doctor.Check} looks at one thing and says what it found and what
 * to do; it asks by {@link assay.cluster.command.Commands} and the {@link assay.cluster.Cluster} port alone, so that it works wherever these do. What is
 * Slurm's own is beside Slurm's adapter. Only {@link assay.cluster.doctor.ProbeJob} starts anything.
 */
package assay.cluster.doctor;
