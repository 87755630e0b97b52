/**
 * The small interface behind which each kind of server stands. A driver knows how to ask; it knows nothing of schedules, windows and
 * histograms, which are the engine's.
 */
package assay.loadgen.driver;
