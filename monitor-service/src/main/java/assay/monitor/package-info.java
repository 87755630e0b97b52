/** Samples jobs while they run: {@code metrics.csv} as it goes, the metrics topic for whoever watches, and one summary for the log of record. */
package assay.monitor;
