package assay.report;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.context.MapValueResolver;
import com.github.jknack.handlebars.context.MethodValueResolver;
import com.github.jknack.handlebars.io.ClassPathTemplateLoader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes a document as HTML and as Markdown. Every value is escaped by its form's strategy; only our own drawings go in as they are. */
final class DocumentText {
    private final Template html;
    private final Template markdown;

    DocumentText() {
        this.html = template("report.html", text -> together(EscapingStrategy.HTML_ENTITY.escape(text)));
        this.markdown = template("report.md", MarkdownText::escaped);
    }

    String html(Document document) {
        return written(html, document);
    }

    String markdown(Document document) {
        return written(markdown, document);
    }

    /** A number stays on one line, with its thousands and its per cent. */
    private static String together(CharSequence text) {
        return text.toString().replaceAll("(?<=\\d) (?=\\d{3}(?!\\d)|%)", "\u00a0");
    }

    private static Template template(String name, EscapingStrategy escaping) {
        Handlebars handlebars = new Handlebars(new ClassPathTemplateLoader("/assay/report", ".hbs")).with(escaping).prettyPrint(true);
        handlebars.registerHelper("fenced", (text, options) -> new Handlebars.SafeString(MarkdownText.fenced(String.valueOf(text))));
        handlebars.registerHelper("verbatim", (text, options) -> new Handlebars.SafeString(EscapingStrategy.HTML_ENTITY.escape(String.valueOf(text))));
        handlebars.registerHelper("svg", (chart, options) -> new Handlebars.SafeString(((Document.Chart) chart).svg()));
        try {
            return handlebars.compile(name);
        } catch (IOException e) {
            throw new UncheckedIOException("The template " + name + " cannot be read from the program's own files", e);
        }
    }

    private static String written(Template template, Document document) {
        try {
            return template.apply(Context.newBuilder(document).resolver(MapValueResolver.INSTANCE, MethodValueResolver.INSTANCE).build());
        } catch (IOException e) {
            throw new UncheckedIOException("The report " + template.filename() + " cannot be written", e);
        }
    }
}
