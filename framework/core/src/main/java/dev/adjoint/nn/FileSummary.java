package dev.adjoint.nn;

import dev.adjoint.DataFormatException;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.io.TensorInfo;
import dev.adjoint.nn.ArchitectureJson.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a safetensors file holds, as text for people: its tensors as a table, its metadata, and the architecture if it
 * is a model of Adjoint, of registered types or not. Characters that would steer a terminal are escaped.
 */
public final class FileSummary {
    /** Longer texts of the metadata are cut. */
    private static final int MAX_TEXT = 200;

    private FileSummary() {}

    /**
     * Describes a file. Of its tensors only the header is read, unless the file carries a checksum; then all bytes are
     * read to compare it.
     *
     * @param file a safetensors file
     * @return lines, each ended
     * @throws DataFormatException if it breaks the format; wrong checksums and architectures are described
     * @throws IOException if it cannot be read
     */
    public static String of(Path file) throws IOException {
        try (SafeTensors content = SafeTensors.open(file)) {
            StringBuilder out = new StringBuilder();
            tensors(out, content);
            metadata(out, content);
            return out.toString();
        }
    }

    private static void tensors(StringBuilder out, SafeTensors content) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"tensor", "type", "shape", "bytes"});
        long bytes = 0;
        for (TensorInfo tensor : content.tensors().values()) {
            rows.add(new String[] {
                printable(tensor.name()), tensor.type().name(), tensor.shapeText(), String.valueOf(tensor.bytes())
            });
            bytes += tensor.bytes();
        }
        rows.add(new String[] {content.tensors().size() + " in all", "", "", String.valueOf(bytes)});
        int[] widths = new int[4];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        });
        String format = "%-" + widths[0] + "s  %-" + widths[1] + "s  %-" + widths[2] + "s  %" + widths[3] + "s\n";
        rows.forEach(row -> out.append(format.formatted((Object[]) row)));
    }

    private static void metadata(StringBuilder out, SafeTensors content) throws IOException {
        if (content.metadata().isEmpty()) {
            return;
        }
        out.append("\nmetadata\n");
        for (Map.Entry<String, String> text : content.metadata().entrySet()) {
            out.append("  ").append(printable(text.getKey())).append(": ");
            switch (text.getKey()) {
                case ModelFormat.KEY -> architecture(out, text.getValue());
                case SafeTensors.CHECKSUM -> out.append(checksum(content)).append('\n');
                default -> out.append(cut(text.getValue())).append('\n');
            }
        }
    }

    private static String checksum(SafeTensors content) throws IOException {
        try {
            content.requireChecksum();
            return "matches";
        } catch (DataFormatException e) {
            return "WRONG, " + e.getMessage();
        }
    }

    private static void architecture(StringBuilder out, String json) {
        try {
            Node root =
                    ArchitectureJson.read(json, (at, message) -> new DataFormatException("architecture", at, message));
            module(out, "", root, 2);
        } catch (DataFormatException e) {
            out.append("WRONG, ").append(printable(e.getMessage())).append('\n');
        }
    }

    private static void module(StringBuilder out, String name, Node node, int indent) {
        String settings = node.settings().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(", ", "(", ")"));
        out.append(printable(name + node.type() + settings)).append('\n');
        node.children().forEach((childName, child) -> {
            out.append(" ".repeat(indent + 2));
            module(out, childName + ": ", child, indent + 2);
        });
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT
                ? printable(text)
                : printable(text.substring(0, MAX_TEXT)) + "... (" + text.length() + " characters)";
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                out.append("\\u%04x".formatted(c));
            } else {
                out.append((char) c);
            }
        });
        return out.toString();
    }
}
