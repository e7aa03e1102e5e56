package dev.adjoint.explorer;

import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The third-party libraries of the page, as the build packed them: scripts, fonts and licences. */
final class Libraries {
    /** The scripts, ordered so that each follows the scripts that it needs. */
    private static final List<String> SCRIPTS = List.of(
            "d3-array/d3-array.min.js",
            "d3-color/d3-color.min.js",
            "d3-format/d3-format.min.js",
            "d3-interpolate/d3-interpolate.min.js",
            "d3-path/d3-path.min.js",
            "d3-time/d3-time.min.js",
            "d3-time-format/d3-time-format.min.js",
            "d3-scale/d3-scale.min.js",
            "d3-shape/d3-shape.min.js",
            "d3-contour/d3-contour.min.js",
            "lodash/lodash.min.js",
            "graphlib/graphlib.core.min.js",
            "dagre/dagre.core.min.js",
            "katex/katex.min.js");

    /** A font of KaTeX's style sheet with its files in three formats. Every current browser reads the first. */
    private static final Pattern FONT =
            Pattern.compile("src:url\\((fonts/[A-Za-z0-9_-]+\\.woff2)\\) format\\(\"woff2\"\\)[^;}]*");

    private Libraries() {}

    static String scripts() {
        StringBuilder scripts = new StringBuilder();
        for (String script : SCRIPTS) {
            String source = Resources.text("libraries/" + script);
            scripts.append("<script>").append(inline(source)).append("</script>\n");
        }
        return scripts.toString();
    }

    /** KaTeX's style sheet with embedded fonts. */
    static String styles() {
        return FONT.matcher(Resources.text("libraries/katex/katex.min.css"))
                .replaceAll(font -> Matcher.quoteReplacement("src:url(data:font/woff2;base64,"
                        + Base64.getEncoder().encodeToString(Resources.bytes("libraries/katex/" + font.group(1)))
                        + ") format(\"woff2\")"));
    }

    static String licences() {
        StringBuilder text = new StringBuilder();
        for (String script : SCRIPTS) {
            String name = script.substring(0, script.indexOf('/'));
            text.append("<h3>")
                    .append(name)
                    .append("</h3>\n<pre>")
                    .append(Resources.text("libraries/" + name + "/LICENSE")
                            .replace("&", "&amp;")
                            .replace("<", "&lt;"))
                    .append("</pre>\n");
        }
        return text.toString();
    }

    /** A script element that no text in the script can end early. */
    private static String inline(String script) {
        return script.replace("</script", "<\\/script")
                .replace("<!--", "<\\!--")
                .replaceAll("//# sourceMappingURL=\\S+", "");
    }
}
