/**
 * The scheduler: plans runs, writes job scripts, decides when jobs may start and when a run is over.
 *
 * <p>Scripts: {@link assay.scheduler.ScriptWriter} fills the templates in {@code assay/scheduler/script}; {@code wrapper.sh},
 * {@code programs.sh}, {@code sampler.sh}, {@code job.sh} and {@code service.sh} or {@code waiting.sh} and {@code client.sh} there are the
 * constant part that runs inside a job.
 */
package assay.scheduler;
