/**
 * When requests are due in an open load: a {@link assay.loadgen.schedule.Profile} says how the rate goes over time, and
 * {@link assay.loadgen.schedule.Arrivals} lays instants along it. Both are pure: the same seed gives the same instants.
 */
package assay.loadgen.schedule;
