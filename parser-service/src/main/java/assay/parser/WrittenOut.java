package assay.parser;

import assay.parser.Node.Entry;
import assay.parser.Node.Mapping;
import assay.parser.ProfileDescription.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The keys of a profile as they hold, in the order of the reference, each with where it was written. */
final class WrittenOut {
    private WrittenOut() {
    }

    static List<Setting> of(Mapping keys) {
        List<Setting> settings = new ArrayList<>();
        List<String> order = RecipeKeys.PROFILE.names();
        Map<Integer, String> sorted = new TreeMap<>();
        keys.entries().keySet().stream().filter(order::contains).forEach(name -> sorted.put(order.indexOf(name), name));
        sorted.values().stream().filter(name -> !name.equals("based_on")).forEach(name -> add(name, keys.entries().get(name), settings));
        return settings;
    }

    private static void add(String path, Entry entry, List<Setting> settings) {
        if (entry.value() instanceof Mapping below && !below.entries().isEmpty()) {
            below.entries().forEach((name, inner) -> add(path + "." + name, inner, settings));
        } else {
            settings.add(new Setting(path, FlowText.of(entry.value()), entry.place().source() + ":" + entry.place().line()));
        }
    }
}
