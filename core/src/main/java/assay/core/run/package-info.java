/**
 * The one fold: {@link assay.core.run.Run} is what the log of record says of a run, {@link assay.core.run.Evolution} folds one event into it.
 * Every Assay service folds with this code, live and in replay.
 */
package assay.core.run;
