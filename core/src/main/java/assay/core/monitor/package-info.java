/** What the monitor thinks: what is sampled, how often, from when, and when a run's metrics are summed up. */
package assay.core.monitor;
