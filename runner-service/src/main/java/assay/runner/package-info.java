/**
 * Does on the cluster what {@link assay.core.runner.RunnerProgram} finds due: submits, tracks, stops, concludes and cleans up. Discovery, a
 * verticle of its own, makes endpoints of what jobs announce.
 */
package assay.runner;
