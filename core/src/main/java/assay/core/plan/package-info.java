/** From a written-out recipe to jobs: what is submitted, in which order, for how long, and what it may cost. */
package assay.core.plan;
