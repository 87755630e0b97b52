/** What the scheduler thinks: the plan, what may be submitted, when a run is over, and in which order it is closed. */
package assay.core.scheduler;
