package dev.adjoint.explorer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page's own scripts and style sheets. */
final class Parts {
    private static final List<String> STYLES = List.of("base", "controls", "grid", "views", "tape", "charts", "narrow");

    private static final List<String> MODULES = List.of(
            "main",
            "state",
            "recording",
            "tensor",
            "arithmetic",
            "convolution",
            "pooling",
            "paths",
            "equality",
            "descent",
            "color",
            "dom",
            "format",
            "formula",
            "grid",
            "tooltip",
            "player",
            "prediction",
            "shortcuts",
            "views/tape",
            "views/graph",
            "views/tensor-panel",
            "views/conv-scene",
            "views/forward",
            "views/input-gradient",
            "views/filter-gradient",
            "views/left-over",
            "views/matrices",
            "views/path",
            "views/check",
            "views/film",
            "views/gates");

    private Parts() {}

    static String styles() {
        return STYLES.stream()
                .map(name -> Resources.text("page/style/" + name + ".css"))
                .collect(Collectors.joining());
    }

    /** Name to source. */
    static Map<String, String> modules() {
        Map<String, String> modules = new LinkedHashMap<>();
        MODULES.forEach(name -> modules.put(name, Resources.text("page/" + name + ".js")));
        return modules;
    }
}
