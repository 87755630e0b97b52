package assay.cluster.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is looked at when something before it is broken. */
class ExaminationTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"none | reach programs controller partitions accounts files | true", "reach | reach | false",
        "controller | reach programs controller files | false", "partitions | reach programs controller partitions accounts files | false",
        "files | reach programs controller partitions accounts files | false"})
    void shouldNotAskForWhatHasNoAnswer(String broken, String looked, boolean sound) {
        // given
        Examination examination = new Examination(List.of(check("reach", broken), check("programs", broken), check("controller", broken)),
                List.of(check("partitions", broken), check("accounts", broken)), List.of(check("files", broken)));
        List<String> told = new ArrayList<>();

        // when
        boolean found = examination.tell(finding -> told.add(finding.check()));

        // then
        assertThat(String.join(" ", told)).isEqualTo(looked);
        assertThat(found).isEqualTo(sound);
    }

    private static Check check(String name, String broken) {
        return () -> List.of(name.equals(broken) ? Finding.broken(name, "", "") : Finding.good(name, ""));
    }
}
