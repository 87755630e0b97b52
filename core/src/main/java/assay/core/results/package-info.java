/**
 * What a load generator's output means: parsers that turn a client's files into a {@link assay.events.Measurement}, and the statistics
 * that the report uses. Pure: texts in, values out.
 */
package assay.core.results;
