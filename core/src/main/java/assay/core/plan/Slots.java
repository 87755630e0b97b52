package assay.core.plan;

import assay.events.PlannedJob;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.SlurmOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The places in an allocation that all jobs of a run share: one for each service and each replica of a client, in the order written. */
record Slots(List<Slot> all) {
    Slots {
        all = List.copyOf(all);
    }

    /** One place; the jobs of a component's repetitions use it one after another. */
    record Slot(String component, int replica, SlurmOptions slurm) {
        /** How many CPUs are asked for it. */
        long cpus() {
            return count("ntasks", count("ntasks_per_node", 1)) * count("cpus_per_task", 1);
        }

        private long count(String option, long otherwise) {
            String value = slurm.options().get(option);
            return value == null ? otherwise : Long.parseLong(value);
        }
    }

    static Slots of(Recipe recipe) {
        List<Slot> slots = new ArrayList<>();
        for (ServiceSpec service : recipe.services()) {
            slots.add(new Slot(service.name(), 1, service.slurm()));
        }
        for (ClientSpec client : recipe.clients()) {
            IntStream.rangeClosed(1, client.jobs().replicas()).forEach(replica -> slots.add(new Slot(client.name(), replica, client.slurm())));
        }
        return new Slots(slots);
    }

    /** The number of a job's place, from 0. */
    int of(PlannedJob job) {
        return IntStream.range(0, all.size()).filter(place -> all.get(place).component().equals(job.component()) && all.get(place).replica() == job.work().replica())
                .findFirst().orElseThrow(() -> new IllegalArgumentException("Expected a place for job " + job.name() + ", but the recipe has none"));
    }
}
