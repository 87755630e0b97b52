package assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlikeProblemsTest {
    private static Check problem(int window, String text) {
        return new Check("load", "window " + window, text, "", Check.Result.SUSPECT);
    }

    @Test
    void shouldTellTheFirstOfManyAndHowManyThereAre() {
        // given
        List<Check> late = IntStream.rangeClosed(1, 3).boxed().flatMap(window -> Stream.of("load-1", "load-2").map(job -> problem(window, job + ": began_on_time: " + window + " s late"))).toList();
        Check odd = problem(2, "what another tool says");

        // when
        List<Check> told = AlikeProblems.of(Stream.concat(late.stream(), Stream.of(odd)).toList());

        // then
        assertThat(told).containsExactly(problem(1, "load-1: began_on_time: 1 s late; the like 5 times more"), odd);
    }

    @Test
    void shouldTellAFewOneByOne() {
        // given
        List<Check> problems = List.of(problem(1, "schedule_kept: 5 ms"), problem(2, "schedule_kept: 6 ms"), problem(3, "schedule_kept: 7 ms"), problem(3, "all_sent: 90 %"));

        // when, then
        assertThat(AlikeProblems.of(problems)).isEqualTo(problems);
    }
}
