package dev.adjoint.kernel.convolution;

import dev.adjoint.backend.Parallel;
import dev.adjoint.backend.Scratch;

/**
 * Filters of 3x3 cells in the 36 places of {@link WinogradConvF64}: {@code U = G w G'}, one matrix of input by output
 * channels for each place, and the adjoint {@code dw = G' dU G}.
 */
final class WinogradFilterF64 {
    private static final Scratch<Scratch.Memory> FILTER_PLACES = Scratch.memory();

    private static final int CELLS = 9;
    private static final double SIXTH = (double) (1.0 / 6);
    private static final double TWELFTH = (double) (1.0 / 12);
    private static final double TWENTY_FOURTH = (double) (1.0 / 24);

    private WinogradFilterF64() {}

    /**
     * The places of one group's filters, {@code [36, inputs, outputs]}, in scratch memory of this thread.
     *
     * @param w the filters {@code [outputs, inputs, 3, 3]}, from {@code from} on
     */
    static double[] places(double[] w, int from, int inputs, int outputs) {
        double[] places = FILTER_PLACES.get().doubles(WinogradConvF64.PLACES * inputs * outputs);
        Parallel.range(outputs, 16, (first, end) -> {
            double[] half = new double[18];
            for (int o = first; o < end; o++) {
                for (int i = 0; i < inputs; i++) {
                    int filter = from + (o * inputs + i) * CELLS;
                    transform(w, filter, places, i * outputs + o, inputs * outputs, 1, 3, half);
                }
            }
        });
        return places;
    }

    /**
     * The places of the filters of the input gradient: input and output channels exchanged, both axes reversed.
     *
     * @param inputs the channels of the convolution's input, here the outputs
     */
    static double[] reversedPlaces(double[] w, int from, int inputs, int outputs) {
        double[] places = FILTER_PLACES.get().doubles(WinogradConvF64.PLACES * inputs * outputs);
        Parallel.range(outputs, 16, (first, end) -> {
            double[] half = new double[18];
            for (int o = first; o < end; o++) {
                for (int i = 0; i < inputs; i++) {
                    int filter = from + (o * inputs + i) * CELLS + CELLS - 1;
                    transform(w, filter, places, o * inputs + i, inputs * outputs, -1, -3, half);
                }
            }
        });
        return places;
    }

    /** {@code G w G'} of one filter whose cells lie {@code cell} and whose rows {@code row} apart. */
    private static void transform(
            double[] w, int from, double[] places, int to, int apart, int cell, int row, double[] half) {
        for (int r = 0; r < 3; r++) {
            line(w, from + r * row, cell, half, r * 6, 1);
        }
        for (int j = 0; j < 6; j++) {
            line(half, j, 6, places, to + j * apart, 6 * apart);
        }
    }

    /** {@code G}: three cells to six places. */
    private static void line(double[] w, int from, int cell, double[] places, int to, int apart) {
        double w0 = w[from];
        double w1 = w[from + cell];
        double w2 = w[from + 2 * cell];
        double ones = SIXTH * (w0 + w2);
        double one = SIXTH * w1;
        double twos = TWENTY_FOURTH * w0 + SIXTH * w2;
        double two = TWELFTH * w1;
        places[to] = w0 / 4;
        places[to + apart] = -ones - one;
        places[to + 2 * apart] = one - ones;
        places[to + 3 * apart] = twos + two;
        places[to + 4 * apart] = twos - two;
        places[to + 5 * apart] = w2;
    }

    /** Adds {@code G' dU G} to one group's filters. */
    static void addGradient(double[] places, double[] dw, int from, int inputs, int outputs) {
        int apart = inputs * outputs;
        Parallel.range(outputs, 16, (first, end) -> {
            double[] half = new double[18];
            double[] cells = new double[CELLS];
            for (int o = first; o < end; o++) {
                for (int i = 0; i < inputs; i++) {
                    for (int j = 0; j < 6; j++) {
                        lineGradient(places, i * outputs + o + j * apart, 6 * apart, half, j, 6);
                    }
                    for (int r = 0; r < 3; r++) {
                        lineGradient(half, r * 6, 1, cells, r * 3, 1);
                    }
                    int to = from + (o * inputs + i) * CELLS;
                    for (int k = 0; k < CELLS; k++) {
                        dw[to + k] += cells[k];
                    }
                }
            }
        });
    }

    /** {@code G'}: six places to three cells. */
    private static void lineGradient(double[] places, int from, int apart, double[] w, int to, int cell) {
        double u1 = places[from + apart];
        double u2 = places[from + 2 * apart];
        double u3 = places[from + 3 * apart];
        double u4 = places[from + 4 * apart];
        double ones = SIXTH * (u1 + u2);
        double twos = u3 + u4;
        w[to] = places[from] / 4 - ones + TWENTY_FOURTH * twos;
        w[to + cell] = SIXTH * (u2 - u1) + TWELFTH * (u3 - u4);
        w[to + 2 * cell] = SIXTH * twos - ones + places[from + 5 * apart];
    }
}
