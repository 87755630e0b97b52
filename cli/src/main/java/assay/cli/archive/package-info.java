/**
 * A run as one file that can be shown, replayed and reported anywhere: {@code RUN.assay.tar.zst}, a tar packed with zstd.
 *
 * <p>{@link assay.cli.archive.RunExport} puts one together, {@link assay.cli.archive.ArchiveFile} writes and checks it, and
 * {@link assay.cli.archive.Manifest} says what stands in it.
 */
package assay.cli.archive;
