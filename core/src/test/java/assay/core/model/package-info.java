/** The protocol of submission and of many writers, searched through in full: the programs and the fold are the real ones, the world is a model. */
package assay.core.model;
