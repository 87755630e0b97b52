/**
 * What is written: {@link assay.loadgen.result.Result} is the result file as a value, whose schema is {@code docs/loadgen-result.schema.json};
 * {@link assay.loadgen.result.Output} writes it and the files beside it.
 */
package assay.loadgen.result;
