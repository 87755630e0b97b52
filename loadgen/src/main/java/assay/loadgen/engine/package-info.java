/**
 * The engine: users on event loops, a load that says when they ask, and what is counted. Start at {@link assay.loadgen.engine.Engine};
 * {@link assay.loadgen.engine.OpenLoad} and {@link assay.loadgen.engine.ClosedLoad} are the two load models.
 *
 * <p>Times inside are nanoseconds since the load began, by {@link assay.loadgen.engine.LoadClock}. What is counted on one event loop is
 * touched by its thread alone and is added up at the end of each second and of the run.
 */
package assay.loadgen.engine;
