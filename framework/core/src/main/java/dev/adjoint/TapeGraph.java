package dev.adjoint;

import java.util.List;

/** A tape in the language of Graphviz. */
final class TapeGraph {
    private TapeGraph() {}

    static String dot(List<Entry> entries) {
        StringBuilder out = new StringBuilder("digraph tape {\n  node [fontname=\"sans-serif\", style=filled];\n");
        for (Entry entry : entries) {
            Tensor output = entry.peek();
            out.append("  ")
                    .append(entry.index())
                    .append(" [label=")
                    .append(quoted(entry.describe() + "\n" + output.dtype() + output.shape()))
                    .append(style(entry))
                    .append("];\n");
            for (int source : entry.inputEntries()) {
                out.append("  ")
                        .append(source)
                        .append(" -> ")
                        .append(entry.index())
                        .append(";\n");
            }
        }
        return out.append("}\n").toString();
    }

    private static String style(Entry entry) {
        if (!entry.isLeaf()) {
            return ", shape=ellipse, fillcolor=\"#d3ebe8\"";
        }
        return ", shape=box, fillcolor=" + (entry.peek() instanceof Parameter ? "\"#fbe3b5\"" : "\"#e4e6ea\"");
    }

    /** A string of the language: only the quote and the backslash have a meaning in it, and line ends are written. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
