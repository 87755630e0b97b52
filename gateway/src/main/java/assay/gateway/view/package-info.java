/** What the gateway knows of the runs: a view of the log that is kept up with it and asked from any thread. */
package assay.gateway.view;
