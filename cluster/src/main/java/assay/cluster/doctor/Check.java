package assay.cluster.doctor;

import java.util.List;

/** Looks at one thing. Never throws for what is wrong with it: that is what it is there to find. */
public interface Check {

    /** What was found, in the order to tell it; empty when there is nothing to say. */
    List<Finding> look();
}
