package dev.adjoint.backend;

/**
 * The transforms of the minimal filtering F(4, 3), which computes four neighbouring outputs of a filter of three cells
 * with six multiplications: {@code y = A' ((G w) (B' x))}, products of places one by one. Its points are 0, 1, -1, 2,
 * -2 and infinity. Each method transforms groups of lines, element by element along the lines. The methods here are
 * plain loops; a provider of matrix products may have faster ones. Source: A. Lavin and S. Gray, Fast algorithms for
 * convolutional neural networks, 2016.
 */
public interface MinimalFilteringF64 {
    /** Plain loops. */
    MinimalFilteringF64 PLAIN = new MinimalFilteringF64() {};

    /**
     * {@code B'}: six lines of input cells to six lines of places.
     *
     * @param x the lines of cells
     * @param places the lines of places
     * @param groups how many groups
     * @param length elements of a line
     */
    default void input(LinesF64 x, LinesF64 places, int groups, int length) {
        double[] from = x.data();
        double[] to = places.data();
        int apart = x.apart();
        int step = places.apart();
        for (int group = 0; group < groups; group++) {
            int end = x.from() + group * x.jump() + length;
            for (int i = end - length, o = places.from() + group * places.jump(); i < end; i++, o++) {
                double x1 = from[i + apart];
                double x2 = from[i + 2 * apart];
                double x3 = from[i + 3 * apart];
                double x4 = from[i + 4 * apart];
                double even = x4 - 4 * x2;
                double odd = x3 - 4 * x1;
                double evenHalf = x4 - x2;
                double oddHalf = 2 * (x3 - x1);
                to[o] = 4 * from[i] - 5 * x2 + x4;
                to[o + step] = even + odd;
                to[o + 2 * step] = even - odd;
                to[o + 3 * step] = evenHalf + oddHalf;
                to[o + 4 * step] = evenHalf - oddHalf;
                to[o + 5 * step] = 4 * x1 - 5 * x3 + from[i + 5 * apart];
            }
        }
    }

    /**
     * {@code A'}: six lines of places to four lines of outputs.
     *
     * @param places the lines of places
     * @param y the lines of outputs
     * @param groups how many groups
     * @param length elements of a line
     */
    default void output(LinesF64 places, LinesF64 y, int groups, int length) {
        double[] from = places.data();
        double[] to = y.data();
        int apart = places.apart();
        int step = y.apart();
        for (int group = 0; group < groups; group++) {
            int end = places.from() + group * places.jump() + length;
            for (int i = end - length, o = y.from() + group * y.jump(); i < end; i++, o++) {
                double m1 = from[i + apart];
                double m2 = from[i + 2 * apart];
                double m3 = from[i + 3 * apart];
                double m4 = from[i + 4 * apart];
                double ones = m1 + m2;
                double oneOdd = m1 - m2;
                double twos = m3 + m4;
                double twoOdd = m3 - m4;
                to[o] = from[i] + ones + twos;
                to[o + step] = oneOdd + 2 * twoOdd;
                to[o + 2 * step] = ones + 4 * twos;
                to[o + 3 * step] = oneOdd + 8 * twoOdd + from[i + 5 * apart];
            }
        }
    }

    /**
     * {@code A}, the adjoint of {@link #output}: four lines of output gradients to six lines of places.
     *
     * @param dy the lines of output gradients
     * @param places the lines of places
     * @param groups how many groups
     * @param length elements of a line
     */
    default void outputGradient(LinesF64 dy, LinesF64 places, int groups, int length) {
        double[] from = dy.data();
        double[] to = places.data();
        int apart = dy.apart();
        int step = places.apart();
        for (int group = 0; group < groups; group++) {
            int end = dy.from() + group * dy.jump() + length;
            for (int i = end - length, o = places.from() + group * places.jump(); i < end; i++, o++) {
                double y0 = from[i];
                double y1 = from[i + apart];
                double y2 = from[i + 2 * apart];
                double y3 = from[i + 3 * apart];
                double ones = y0 + y2;
                double oneOdd = y1 + y3;
                double twos = y0 + 4 * y2;
                double twoOdd = 2 * y1 + 8 * y3;
                to[o] = y0;
                to[o + step] = ones + oneOdd;
                to[o + 2 * step] = ones - oneOdd;
                to[o + 3 * step] = twos + twoOdd;
                to[o + 4 * step] = twos - twoOdd;
                to[o + 5 * step] = y3;
            }
        }
    }
}
