/** Plain HTTP/1.1 requests, and the connection that the {@code openai} driver uses, too. */
package assay.loadgen.http;
