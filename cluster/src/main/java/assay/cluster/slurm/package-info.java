/**
 * Slurm by its command line. What is Slurm's own is pure: {@link assay.cluster.slurm.SlurmArguments} (what is asked), the {@code …Output}
 * classes (what is answered), {@link assay.cluster.slurm.JobStates} and {@link assay.cluster.slurm.Refusals} (what it means). Only
 * {@link assay.cluster.command.Commands} starts processes; {@link assay.cluster.slurm.SlurmCluster} joins the two.
 */
package assay.cluster.slurm;
