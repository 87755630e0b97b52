/**
 * Events, metrics and logs as they come: one reader of each topic for all who follow, the log itself for what lies before, and nobody who reads slowly is
 * waited for. Confined to the context that serves, but for what reads on workers.
 */
package assay.gateway.stream;
