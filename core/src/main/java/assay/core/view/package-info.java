/**
 * Runs as they are told to people and programs outside: pure records, made of the fold and of a run's events. Their names are those of the HTTP
 * API's contract, {@code docs/openapi.yaml}.
 */
package assay.core.view;
