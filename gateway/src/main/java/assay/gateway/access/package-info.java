/**
 * Who may ask, and how much: keys and tokens, scopes, TLS, rates, and the limits of a request. Knows nothing of runs. All of it but {@link
 * assay.gateway.access.KeyFile} is confined to the context that serves.
 */
package assay.gateway.access;
