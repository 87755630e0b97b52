package assay.report;

import assay.core.report.Report;
import assay.events.Text;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes {@code result.json}: the report's own records, field by field in the order in which they are declared. */
final class ResultJson {
    private static final String SCHEMA = "assay.result.v1";

    private final JsonMapper mapper = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addModule(new SimpleModule("assay").addSerializer(new PlainText()))
            .build();

    /** What the file holds. */
    record Result(String schema, Instant generated, Report report) {
    }

    String result(Report report, Instant generated) {
        return mapper.writeValueAsString(new Result(SCHEMA, generated, report)).replace("\r\n", "\n") + "\n";
    }

    /** The only value of a list as indented JSON; empty when there is none. */
    String pretty(List<?> atMostOne) {
        return atMostOne.isEmpty() ? "" : mapper.writeValueAsString(atMostOne.getFirst()).replace("\r\n", "\n");
    }

    /** Ids and names are plain strings. */
    private static final class PlainText extends StdSerializer<Text> {
        PlainText() {
            super(Text.class);
        }

        @Override
        public void serialize(Text value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(value.value());
        }
    }
}
