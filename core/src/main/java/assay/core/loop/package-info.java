/**
 * How every Assay service works: fold what stands in the log, ask what is due, append or act, never both at once.
 * {@link assay.core.loop.Loop#step} is pure; the log, the clock and the world are behind ports elsewhere.
 */
package assay.core.loop;
