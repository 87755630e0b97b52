/** What the report service thinks: each finished run that did something and has no report gets one. */
package assay.core.reporter;
