/**
 * The command {@code loadgen}: puts load on one server and says what it measured. It depends on nothing else of Assay, so that it can run inside
 * a job with a small run time of its own. {@link assay.loadgen.Loadgen} is the entry; {@code docs/loadgen.md} says what the numbers mean.
 */
package assay.loadgen;
