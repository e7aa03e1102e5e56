package dev.adjoint.explorer;

import dev.adjoint.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A recorded tape as a still picture, an SVG for a text or a README. Each entry has a line with its value and its
 * gradient as heat maps, blue below zero and red above. An arc leads from each input to the operation that uses it. If
 * a tensor has more than two axes, its first plane is drawn. A plane shows at most 12 rows and 24 columns.
 *
 * @param recording the recording to draw
 */
public record Picture(Recording recording) {
    private static final int LINE = 46;
    private static final int TOP = 40;
    private static final int ARCS = 110;
    private static final int TEXT = 230;
    private static final int MAP = 110;
    private static final int MOST_ROWS = 12;
    private static final int MOST_COLUMNS = 24;

    /**
     * Writes the picture.
     *
     * @param file the file, usually {@code *.svg}; its directory must exist
     * @throws IOException if writing fails; an existing file is untouched then
     */
    public void writeTo(Path file) throws IOException {
        byte[] text = svg().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(text));
    }

    /**
     * The picture as text.
     *
     * @return an SVG document
     */
    public String svg() {
        List<RecordedEntry> entries = recording.tape().entries();
        int height = TOP + LINE * entries.size() + 8;
        int width = ARCS + TEXT + 2 * MAP + 20;
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"14\">%n",
                width, height, width, height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        heading(svg, ARCS, escaped(recording.title()));
        heading(svg, ARCS + TEXT, "value");
        heading(svg, ARCS + TEXT + MAP, "gradient");
        for (RecordedEntry entry : entries) {
            for (int source : entry.inputs()) {
                arc(svg, source, entry.index());
            }
        }
        for (RecordedEntry entry : entries) {
            line(svg, entry);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void heading(StringBuilder svg, int x, String text) {
        svg.append(format("<text x=\"%d\" y=\"24\" font-weight=\"bold\" fill=\"#1a1d23\">%s</text>%n", x, text));
    }

    private static int middle(int index) {
        return TOP + LINE * index + LINE / 2;
    }

    /** An arc from the line of an input down to that of the operation. A longer arc reaches farther out. */
    private static void arc(StringBuilder svg, int from, int to) {
        int x = ARCS - 18;
        int reach = Math.min(ARCS - 26, 12 + 14 * (to - from));
        svg.append(format(
                "<path d=\"M%d,%d C%d,%d %d,%d %d,%d\" fill=\"none\" stroke=\"#8a919c\" stroke-width=\"1.5\"/>%n",
                x, middle(from), x - reach, middle(from), x - reach, middle(to), x, middle(to)));
    }

    private static void line(StringBuilder svg, RecordedEntry entry) {
        int y = middle(entry.index());
        String fill = switch (entry.kind()) {
            case PARAMETER -> "#fbe3b5";
            case CONSTANT -> "#e4e6ea";
            case OPERATION -> "#d3ebe8";
        };
        int round = entry.kind() == RecordedEntry.Kind.OPERATION ? 17 : 4;
        svg.append(format(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"34\" rx=\"%d\" fill=\"%s\"/>%n",
                ARCS - 18, y - 17, TEXT - 14, round, fill));
        svg.append(format(
                "<text x=\"%d\" y=\"%d\" fill=\"#1a1d23\">%s <tspan fill=\"#5d6470\" font-size=\"12\">%s</tspan></text>%n",
                ARCS, y + 5, escaped(entry.name()), shape(entry.value())));
        map(svg, entry.value(), ARCS + TEXT, y);
        if (entry.gradient() != null) {
            map(svg, entry.gradient(), ARCS + TEXT + MAP, y);
        }
    }

    private static String shape(RecordedArray array) {
        return Arrays.toString(array.shape());
    }

    /** Draws the first plane of an array as coloured cells, and writes a single number as text. */
    private static void map(StringBuilder svg, RecordedArray array, int x, int y) {
        double[] numbers = array.numbers();
        if (numbers.length == 1) {
            svg.append(format("<text x=\"%d\" y=\"%d\" fill=\"#1a1d23\">%.4g</text>%n", x, y + 5, numbers[0]));
            return;
        }
        int[] kept = array.kept();
        int columns = kept[kept.length - 1];
        int rows = kept.length > 1 ? kept[kept.length - 2] : 1;
        double largest = 0;
        for (double number : numbers) {
            largest = Math.max(largest, Math.abs(number));
        }
        int drawnRows = Math.min(rows, MOST_ROWS);
        int drawnColumns = Math.min(columns, MOST_COLUMNS);
        double cell = Math.min(7, Math.min((MAP - 14.0) / drawnColumns, (LINE - 6.0) / drawnRows));
        for (int row = 0; row < drawnRows; row++) {
            for (int column = 0; column < drawnColumns; column++) {
                svg.append(format(
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" stroke=\"#d5d1c6\""
                                + " stroke-width=\"0.4\"/>%n",
                        x + column * cell,
                        y - drawnRows * cell / 2 + row * cell,
                        cell,
                        cell,
                        color(numbers[row * columns + column], largest)));
            }
        }
    }

    /** A colour between white at zero and blue or red at the largest magnitude; violet for NaN. */
    private static String color(double number, double largest) {
        if (!Double.isFinite(number)) {
            return "#b400b4";
        }
        double part = largest == 0 ? 0 : Math.abs(number) / largest;
        int[] end = number < 0 ? new int[] {31, 95, 191} : new int[] {199, 54, 27};
        return String.format(
                "#%02x%02x%02x", mixed(247, end[0], part), mixed(246, end[1], part), mixed(242, end[2], part));
    }

    private static int mixed(int zero, int end, double part) {
        return (int) Math.round(zero + (end - zero) * part);
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern.replace("%n", "\n"), arguments);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
