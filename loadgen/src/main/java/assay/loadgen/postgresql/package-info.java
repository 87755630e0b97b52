/**
 * Transactions on PostgreSQL over one connection for each user, prepared. Scripts are written as pgbench's are, and pgbench's own tables and
 * transactions are built in, so that both can load the same database: {@link assay.loadgen.postgresql.Script} is what is run.
 */
package assay.loadgen.postgresql;
