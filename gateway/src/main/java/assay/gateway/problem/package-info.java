/** What the gateway says when it cannot do what was asked: problems of RFC 9457, for people and programs. */
package assay.gateway.problem;
