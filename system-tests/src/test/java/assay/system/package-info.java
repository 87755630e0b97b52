/** The whole thing as a user has it: the launcher, a process for each command, a real Kafka and a real Slurm. */
package assay.system;
