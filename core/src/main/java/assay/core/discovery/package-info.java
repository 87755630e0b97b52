/** What discovery thinks: from a job's own READY to an endpoint that clients can use. */
package assay.core.discovery;
