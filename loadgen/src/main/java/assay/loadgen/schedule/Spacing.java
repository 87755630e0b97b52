package assay.loadgen.schedule;

import java.util.SplittableRandom;

/** How the requests of an open load follow each other at a given rate. */
public enum Spacing {
    /** As independent users come: exponential gaps. */
    POISSON {
        @Override
        double first(SplittableRandom random) {
            return gap(random);
        }

        @Override
        double gap(SplittableRandom random) {
            return -Math.log(1 - random.nextDouble());
        }
    },
    /** As a clock strikes: equal gaps. */
    REGULAR {
        @Override
        double first(SplittableRandom random) {
            return 0;
        }

        @Override
        double gap(SplittableRandom random) {
            return 1;
        }
    };

    /** The area at which the first request is due. */
    abstract double first(SplittableRandom random);

    /** The area between a request and the next. */
    abstract double gap(SplittableRandom random);
}
