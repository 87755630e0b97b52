/**
 * Stand-ins for the world, for tests: a log in memory with transactions and fencing, a clock that is moved by hand, a cluster whose jobs follow
 * a script, and a whole system of all Assay services that one seeded scheduler interleaves. Nothing here starts a thread or reads a clock.
 */
package assay.testkit;
