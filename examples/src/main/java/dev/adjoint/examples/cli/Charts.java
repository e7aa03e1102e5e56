package dev.adjoint.examples.cli;

import dev.adjoint.io.AtomicFile;
import dev.adjoint.optim.ConfusionMatrix;
import dev.adjoint.optim.EpochResult;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Pictures of a training, as PNG files. */
final class Charts {
    private static final int SIDE = 800;
    private static final int HEIGHT = 500;

    private Charts() {}

    /** A metric by epoch, of the training and, where there is one, of the validation. */
    static void curves(String metric, List<EpochResult> epochs, Path file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(SIDE)
                .height(HEIGHT)
                .title(metric)
                .xAxisTitle("epoch")
                .yAxisTitle(metric)
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setXAxisDecimalPattern("0");
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        add(chart, "training", metric, epochs, EpochResult::training);
        add(chart, "validation", metric, epochs, EpochResult::validation);
        AtomicFile.write(file, out -> BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG));
    }

    private static void add(
            XYChart chart,
            String part,
            String metric,
            List<EpochResult> epochs,
            Function<EpochResult, Map<String, Double>> values) {
        List<EpochResult> measured = epochs.stream()
                .filter(epoch -> values.apply(epoch).containsKey(metric))
                .toList();
        if (!measured.isEmpty()) {
            chart.addSeries(
                            part,
                            measured.stream().map(EpochResult::epoch).toList(),
                            measured.stream()
                                    .map(epoch -> values.apply(epoch).get(metric))
                                    .toList())
                    .setMarker(measured.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        }
    }

    /** The part of each actual class that was taken for each class, in percent. */
    static void confusion(ConfusionMatrix confusion, List<String> classes, Path file) throws IOException {
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(SIDE)
                .height(SIDE)
                .title("Predicted class by actual class, in percent of the actual class")
                .xAxisTitle("predicted")
                .yAxisTitle("actual")
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setShowValue(classes.size() <= 20);
        chart.getStyler().setHeatMapValueDecimalPattern("0");
        chart.getStyler().setXAxisLabelRotation(45);
        chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0x1f5fa8)});
        List<Number[]> cells = new ArrayList<>();
        int n = confusion.classes();
        for (int actual = 0; actual < n; actual++) {
            int row = actual;
            long all = IntStream.range(0, n)
                    .mapToLong(c -> confusion.count(row, c))
                    .sum();
            for (int predicted = 0; predicted < n; predicted++) {
                double percent = all == 0 ? 0 : 100.0 * confusion.count(actual, predicted) / all;
                // Rows are drawn from the bottom.
                cells.add(new Number[] {predicted, n - 1 - actual, percent});
            }
        }
        List<String> upwards = new ArrayList<>(classes);
        Collections.reverse(upwards);
        chart.addSeries("percent", classes, upwards, cells);
        AtomicFile.write(file, out -> BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG));
    }
}
