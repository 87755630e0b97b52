package assay.core.report;

import assay.events.Figure;
import assay.events.Figure.Better;
import java.util.ArrayList;
import java.util.List;

/** The names under which a client's figures stand in {@code ReportPublished}: written and read only through this class. */
final class HeadlineFigures {
    static final String MIN = ".min";
    static final String MAX = ".max";
    static final String WINDOWS = "windows";

    private HeadlineFigures() {
    }

    static List<Figure> of(ClientResult client) {
        String prefix = client.client() + ".";
        List<Figure> figures = new ArrayList<>();
        for (Headline headline : client.headlines()) {
            String name = prefix + headline.name();
            figures.add(new Figure(name, headline.value(), headline.unit(), headline.better()));
            if (headline.range().windows() > 1) {
                figures.addAll(ends(name, headline.range().min(), headline.range().max(), headline.unit(), headline.better()));
            }
        }
        client.spreads().forEach(spread -> figures.addAll(ends(prefix + spread.name(), spread.min(), spread.max(), spread.unit(), spread.better())));
        figures.add(new Figure(prefix + WINDOWS, client.windows(), "", Better.NEITHER));
        return figures;
    }

    private static List<Figure> ends(String name, double min, double max, String unit, Better better) {
        return List.of(new Figure(name + MIN, min, unit, better), new Figure(name + MAX, max, unit, better));
    }
}
