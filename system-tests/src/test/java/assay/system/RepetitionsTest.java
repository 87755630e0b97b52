package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shipped PostgreSQL recipe with three windows, on Slurm and on this very machine, as root and as somebody else: one form of report. */
@Timeout(300)
class RepetitionsTest {
    @RegisterExtension
    final Workbench root = new Workbench();
    @RegisterExtension
    final Workbench other = new Workbench();

    @Test
    void shouldReportThreeWindowsAlikeWhereverTheyRanAndForWhom() throws Exception {
        // given
        OrdinaryUserTest.become(other);

        // when
        List<Trial> trials = new ArrayList<>();
        for (Workbench workbench : List.of(root, other)) {
            for (String cluster : List.of("slurm", "local")) {
                trials.add(Trial.shipped(workbench, cluster, "cluster=" + cluster, "repetitions=3"));
            }
        }

        // then
        List<ReportForm> forms = new ArrayList<>();
        for (Trial trial : trials) {
            RunEvents events = trial.assertMeasured("(first look)", "3 windows");
            Closing.assertWhole(events, "load", "db");
            assertThat(events.of("workload.measured", "load")).hasSize(3);
            forms.add(ReportForm.of(trial.output(), events));
        }
        assertThat(forms.getFirst().figures()).contains("load.tps", "load.tps.min", "load.tps.max", "load.windows");
        assertThat(forms).allMatch(forms.getFirst()::equals);
    }
}
