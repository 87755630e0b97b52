package assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.Terminal;
import assay.cluster.doctor.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How findings are told to people. */
class FindingLinesTest {
    private static final Finding GOOD = Finding.good("bash", "5.2");
    private static final Finding DOUBTFUL = Finding.doubtful("file system", "ext4 is local", "look from a node");
    private static final Finding BROKEN = Finding.broken("account", "'p1' is none of yours", "use one of p2, p3");

    @Test
    void shouldTellEachInALineWithItsRemedyBelow() {
        assertThat(new FindingLines(new Terminal(0, 0)).of(GOOD)).containsExactly("✓ bash             5.2");
        assertThat(new FindingLines(new Terminal(0, 0)).of(BROKEN)).containsExactly("✗ account          'p1' is none of yours", "                   → use one of p2, p3");
    }

    @Test
    void shouldWrapOnATerminal() {
        assertThat(new FindingLines(new Terminal(40, 20)).of(DOUBTFUL)).containsExactly("! file system      ext4 is local", "                   → look from a node");
        assertThat(new FindingLines(new Terminal(37, 20)).of(BROKEN)).containsExactly("✗ account          'p1' is none of", "                     yours",
                "                   → use one of p2,", "                       p3");
    }

    @Test
    void shouldSumUp() {
        assertThat(FindingLines.summary(List.of(GOOD), false)).isEqualTo("nothing is broken; `assay doctor --job` looks at what only a job can tell");
        assertThat(FindingLines.summary(List.of(GOOD, DOUBTFUL), true)).isEqualTo("nothing is broken, 1 doubtful");
        assertThat(FindingLines.summary(List.of(GOOD, DOUBTFUL, BROKEN, BROKEN), true)).isEqualTo("2 things are broken, 1 doubtful");
    }
}
