/** Staging on a file system that this machine shares with the jobs: a cache by digest, filled by copies, downloads and apptainer. */
package assay.cluster.staging;
