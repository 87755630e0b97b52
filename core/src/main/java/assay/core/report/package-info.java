/**
 * The report as a value: {@link assay.core.report.Report#of} computes it from a run's events and from nothing else, so that a report
 * rebuilt from the log equals the first one. Start reading there; {@link assay.core.report.Checks} decides the verdict.
 */
package assay.core.report;
