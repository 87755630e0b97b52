package assay.parser;

import assay.events.Problem;
import java.util.List;

/**
 * A profile as people are told of it.
 *
 * @param name        as recipes write it behind {@code cluster}
 * @param source      its file, or that it is built in or comes with Assay
 * @param description one line
 * @param settings    what holds there, with what it is based on; none where there are problems
 * @param problems    what is wrong with it
 */
public record ProfileDescription(String name, String source, String description, List<Setting> settings, List<Problem> problems) {
    public ProfileDescription {
        settings = List.copyOf(settings);
        problems = List.copyOf(problems);
    }

    /**
     * Something that holds.
     *
     * @param key   with dots between a key and those beneath it
     * @param value as YAML in one line
     * @param from  file and line
     */
    public record Setting(String key, String value, String from) {
    }
}
