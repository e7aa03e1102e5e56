package dev.adjoint.explorer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.adjoint.ArgumentException;
import dev.adjoint.io.AtomicFile;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One or several recorded tapes as a web page in one file. The file holds data, scripts, style and fonts. Its security
 * policy forbids browsers to load anything from the network.
 *
 * <pre>{@code
 * new Page(List.of(edges, digits)).writeTo(Path.of("explorer.html"));
 * }</pre>
 *
 * @param recordings the recordings, in the order of the menu
 */
public record Page(List<Recording> recordings) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    /**
     * Checks that the page has something to show.
     *
     * @param recordings at least one recording
     * @throws ArgumentException if the list is empty
     */
    public Page {
        recordings = List.copyOf(recordings);
        if (recordings.isEmpty()) {
            throw new ArgumentException("explorer page: expected at least one recording, got none");
        }
    }

    /**
     * Writes the page.
     *
     * @param file the file, usually {@code *.html}; its directory must exist
     * @throws IOException if writing fails; an existing file is untouched then
     */
    public void writeTo(Path file) throws IOException {
        byte[] page = html().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(page));
    }

    /**
     * The page as text.
     *
     * @return a whole HTML document, to serve or store as UTF-8
     */
    public String html() {
        return Resources.text("page/page.html")
                .replace("/*styles*/", Libraries.styles() + Parts.styles())
                .replace("<!--libraries-->", Libraries.scripts())
                .replace("<!--licences-->", Libraries.licences())
                .replace("/*modules*/", json(importMap()))
                .replace(
                        "/*data*/",
                        json(recordings.stream().map(Recording::tape).toList()));
    }

    /** Each module of the page's script under its name, by which other modules import it. */
    private static Map<String, Object> importMap() {
        Map<String, String> imports = new LinkedHashMap<>();
        Parts.modules()
                .forEach((name, source) -> imports.put(
                        "explorer/" + name,
                        "data:text/javascript;charset=utf-8,"
                                + URLEncoder.encode(
                                                source + "\n//# sourceURL=explorer/" + name + ".js",
                                                StandardCharsets.UTF_8)
                                        .replace("+", "%20")));
        return Map.of("imports", imports);
    }

    /** JSON for a script element: no text in it can end the element or begin a comment. */
    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value)
                    .replace("<", "\\u003c")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recording that is not JSON", e);
        }
    }
}
