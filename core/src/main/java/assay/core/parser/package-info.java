/** What the parser thinks: which requests become runs, and which runs have no verdict on their recipe yet. */
package assay.core.parser;
