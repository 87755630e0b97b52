/**
 * Writes a {@link assay.core.report.Report} for people and programs: {@code report.md}, {@code report.html}, {@code result.json}. One
 * {@link assay.report.Document} feeds both readable forms, so they say the same; {@link assay.report.Charts} draws what only HTML shows.
 */
package assay.report;
