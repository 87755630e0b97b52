/** HTTP in front of the topics: asks for runs, tells of them, streams their events. Decides nothing and does nothing to a cluster. */
package assay.gateway;
