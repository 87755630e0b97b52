/**
 * What the runner thinks: intents before submissions, one tracking query for all runs, stops until proven stopped, and the proof that nothing
 * is left. Doing any of it is the runner service's.
 */
package assay.core.runner;
