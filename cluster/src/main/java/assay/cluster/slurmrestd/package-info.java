/**
 * Slurm by its REST daemon, for sites that offer no other door. What is asked and answered differs from version to version; what is read is tolerant
 * of all of them ({@code RestValues}, {@code JobReading}), what is written knows which one it speaks ({@link assay.cluster.slurmrestd.ApiVersion},
 * {@code JobWriting}): all of that is pure. {@code RestClient} alone speaks HTTP; {@link assay.cluster.slurmrestd.RestCluster} joins the two. Files
 * are not slurmrestd's: it is given a store for them.
 */
package assay.cluster.slurmrestd;
