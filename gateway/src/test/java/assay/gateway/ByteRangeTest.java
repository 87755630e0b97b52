package assay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ByteRangeTest {
    private static final long LENGTH = 100;

    @Property
    void shouldNeverLeadOutOfWhatThereIs(@ForAll @LongRange(min = 0, max = 200) long first, @ForAll @LongRange(min = 0, max = 200) long last) {
        // when
        ByteRange range = ByteRange.of("bytes=" + first + "-" + last, LENGTH);

        // then
        assertThat(range).isEqualTo(last < first ? new ByteRange.Whole() : first >= LENGTH ? new ByteRange.None() : new ByteRange.Part(first, Math.min(last, LENGTH - 1)));
    }

    @Property
    void shouldCountFromTheEnd(@ForAll @LongRange(min = 1, max = 200) long count) {
        // when
        ByteRange range = ByteRange.of("bytes=-" + count, LENGTH);

        // then
        assertThat(range).isEqualTo(new ByteRange.Part(Math.max(0, LENGTH - count), LENGTH - 1));
    }

    @Property
    void shouldTakeAnythingElseForAll(@ForAll String header) {
        // when
        ByteRange range = ByteRange.of(header, LENGTH);

        // then
        assertThat(range).isInstanceOf(ByteRange.Whole.class);
    }
}
