package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * All services and clients of a run in one job of the cluster, on the same nodes or each on its own: measured and reported as separate jobs are, and
 * ended with nothing left whatever happens to the job or to what runs in it. All runs go on together; each test looks at one.
 */
@Timeout(300)
class PackedTest {
    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster();
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    private static final Map<Place, Trial> PLACES = new EnumMap<>(Place.class);
    private static final Map<Disturbance, Trial> DISTURBED = new EnumMap<>(Disturbance.class);

    /** Where the shipped recipes run in one job. */
    private enum Place {
        SHARED_NODE("postgresql-packed.yaml"),
        OWN_NODES("postgresql.yaml", "placement=het"),
        TWO_NODES("postgresql-packed.yaml", "allocation={nodes: 2}"),
        THIS_MACHINE("postgresql-packed.yaml", "cluster=local");

        private final String recipe;
        private final List<String> settings;

        Place(String recipe, String... settings) {
            this.recipe = recipe;
            this.settings = List.of(settings);
        }
    }

    /** What happens while the client measures, and what is told of it. */
    private enum Disturbance {
        ALLOCATION_CANCELLED(trial -> CLUSTER.fault("cancel", trial.clusterJob("allocation")), "ended by a signal", "CANCELLED"),
        SERVICE_KILLED(trial -> kill(trial, "web"), "service web ended before its clients"),
        CLIENT_KILLED(trial -> kill(trial, "load"), "client load failed");

        private final Consumer<Trial> act;
        private final String[] words;

        Disturbance(Consumer<Trial> act, String... words) {
            this.act = act;
            this.words = words;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        for (Place place : Place.values()) {
            PLACES.put(place, Trial.shippedAs(place.recipe, WORKBENCH, place.name(), place.settings.toArray(String[]::new)));
        }
        for (Disturbance disturbance : Disturbance.values()) {
            DISTURBED.put(disturbance, Trial.start(WORKBENCH, disturbance.name(), Recipes.measured(200, 0), "--set", "placement=packed"));
        }
        DISTURBED.forEach((disturbance, trial) -> disturbance.act.accept(trial.awaitMeasuring()));
    }

    /** The wrapper of a step and all that it started, outright. */
    private static void kill(Trial trial, String job) {
        List<ProcessHandle> wrappers = ProcessHandle.allProcesses().filter(process -> bears(process, "SLURM_JOB_NAME=" + job + "-a1." + trial.id())).toList();
        assertThat(wrappers).isNotEmpty();
        wrappers.forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean bears(ProcessHandle process, String beginning) {
        try {
            return Stream.of(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "environ"), StandardCharsets.ISO_8859_1).split("\0"))
                    .anyMatch(variable -> variable.startsWith(beginning));
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldMeasureAsSeparateJobsDo(Place place) throws Exception {
        // when
        RunEvents events = PLACES.get(place).assertMeasured("(first look)");

        // then
        Closing.assertWhole(events, "load", "db");
        PgbenchReport.assertEqual(PLACES.get(place).output(), events);
        Map<String, Double> billed = events.of("job.ended").stream().map(event -> event.path("data"))
                .collect(Collectors.toMap(end -> end.path("token").asString().replaceFirst("-a1\\..*", ""), end -> end.path("nodeSeconds").asDouble()));
        assertThat(billed).containsOnlyKeys("allocation", "db", "load").containsEntry("db", 0.0).containsEntry("load", 0.0);
        assertThat(billed.get("allocation")).isPositive();
        assertThat(events.of("job.submitted").stream().map(event -> event.path("data").path("clusterJob").asString()).distinct()).hasSize(1);
    }

    @Test
    void shouldGiveEachItsOwnNodeWhereTheAllocationIsHeterogeneous() {
        // when
        RunEvents events = PLACES.get(Place.OWN_NODES).assertMeasured();

        // then
        assertThat(nodes(events)).containsOnlyKeys("allocation", "db", "load").satisfies(nodes -> assertThat(nodes.get("db")).isNotEqualTo(nodes.get("load")));
    }

    @Test
    void shouldSpreadOverTheNodesAskedFor() {
        // when
        RunEvents events = PLACES.get(Place.TWO_NODES).assertMeasured();

        // then
        assertThat(nodes(events)).satisfies(nodes -> assertThat(nodes.get("db")).isNotEqualTo(nodes.get("load")));
    }

    private static Map<String, String> nodes(RunEvents events) {
        return events.of("job.reported").stream().map(event -> event.path("data")).filter(report -> report.path("kind").asString().equals("STARTED"))
                .collect(Collectors.toMap(report -> report.path("token").asString().replaceFirst("-a1\\..*", ""), PackedTest::node));
    }

    private static String node(JsonNode report) {
        return report.path("details").path("node").asString();
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailWithTheReasonAndLeaveNothing(Disturbance disturbance) {
        // when / then
        DISTURBED.get(disturbance).assertFails(disturbance.words);
    }
}
