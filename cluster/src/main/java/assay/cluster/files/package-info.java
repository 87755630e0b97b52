/** Run directories on a file system that this machine sees: its own disk, or a mount of the cluster's. */
package assay.cluster.files;
