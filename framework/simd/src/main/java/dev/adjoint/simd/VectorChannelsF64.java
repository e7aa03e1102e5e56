package dev.adjoint.simd;

import dev.adjoint.backend.ChannelsF64;
import dev.adjoint.backend.RowsF64;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies between planes and cells, a square of as many channels as a vector has lanes at a time. A square is transposed
 * in registers: step by step, pairs of vectors 1, 2, 4 and 8 apart exchange the lanes that are as far apart. The last
 * square of a row ends with it, so it may copy some cells again. Source: J. Eklundh, A fast computer method for matrix
 * transposing, 1972.
 */
final class VectorChannelsF64 implements ChannelsF64 {
    static final VectorChannelsF64 INSTANCE = new VectorChannelsF64();

    private static final VectorSpecies<Double> SPECIES = TilesF64.SPECIES;
    private static final int LANES = TilesF64.LANES;
    private static final VectorShuffle<Double> SWAP_1 = swap(1);
    private static final VectorShuffle<Double> SWAP_2 = swap(2);
    private static final VectorShuffle<Double> SWAP_4 = swap(4);
    private static final VectorShuffle<Double> SWAP_8 = swap(8);
    private static final VectorMask<Double> ODD_1 = odd(1);
    private static final VectorMask<Double> ODD_2 = odd(2);
    private static final VectorMask<Double> ODD_4 = odd(4);
    private static final VectorMask<Double> ODD_8 = odd(8);

    private static final FirstCalls FIRST_CALLS = new FirstCalls();

    private VectorChannelsF64() {}

    /** Channels that are copied in squares, if there are squares and vectors are worth it. */
    private static int whole(int channels, int length) {
        return length >= LANES && channels >= LANES && !FIRST_CALLS.includeNext() ? channels / LANES * LANES : 0;
    }

    private static VectorShuffle<Double> swap(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % LANES);
    }

    private static VectorMask<Double> odd(int distance) {
        boolean[] odd = new boolean[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            odd[lane] = (lane & distance) != 0;
        }
        return VectorMask.fromArray(SPECIES, odd, 0);
    }

    @Override
    public void interleave(RowsF64 planes, RowsF64 cells, int channels, int rows, int length) {
        if (length < LANES && rows * length >= LANES && planes.row() == length && cells.apart() == channels) {
            interleaveJoined(planes, cells, channels, rows, length);
            return;
        }
        int whole = whole(channels, length);
        for (int channel = 0; channel < whole; channel += LANES) {
            for (int row = 0; row < rows; row++) {
                int from = planes.from() + channel * planes.apart() + row * planes.row();
                int to = cells.from() + channel + row * cells.row();
                for (int next = 0; next < length; next += LANES) {
                    int at = Math.min(next, length - LANES);
                    transpose(
                            planes.data(),
                            from + at,
                            planes.apart(),
                            cells.data(),
                            to + at * cells.apart(),
                            cells.apart());
                }
            }
        }
        if (whole < channels) {
            ChannelsF64.super.interleave(
                    planes.skip(whole * planes.apart()), cells.skip(whole), channels - whole, rows, length);
        }
    }

    /** Rows shorter than a vector that follow each other, as one row, whose cells are then copied row by row. */
    private void interleaveJoined(RowsF64 planes, RowsF64 cells, int channels, int rows, int length) {
        int row = length * channels;
        double[] joined = PanelsF64.block(rows * row);
        interleave(planes, new RowsF64(joined, 0, channels, 0), channels, 1, rows * length);
        for (int r = 0; r < rows; r++) {
            System.arraycopy(joined, r * row, cells.data(), cells.from() + r * cells.row(), row);
        }
    }

    @Override
    public void separate(RowsF64 cells, RowsF64 planes, int channels, int rows, int length) {
        int whole = whole(channels, length);
        for (int channel = 0; channel < whole; channel += LANES) {
            for (int row = 0; row < rows; row++) {
                int from = cells.from() + channel + row * cells.row();
                int to = planes.from() + channel * planes.apart() + row * planes.row();
                for (int next = 0; next < length; next += LANES) {
                    int at = Math.min(next, length - LANES);
                    transpose(
                            cells.data(),
                            from + at * cells.apart(),
                            cells.apart(),
                            planes.data(),
                            to + at,
                            planes.apart());
                }
            }
        }
        if (whole < channels) {
            ChannelsF64.super.separate(
                    cells.skip(whole), planes.skip(whole * planes.apart()), channels - whole, rows, length);
        }
    }

    static void transpose(double[] x, int from, int apart, double[] y, int to, int step) {
        switch (LANES) {
            case 16 -> transpose16(x, from, apart, y, to, step);
            case 8 -> transpose8(x, from, apart, y, to, step);
            default -> transpose4(x, from, apart, y, to, step);
        }
    }

    private static void transpose16(double[] x, int from, int apart, double[] y, int to, int step) {
        DoubleVector a0 = DoubleVector.fromArray(SPECIES, x, from);
        DoubleVector a1 = DoubleVector.fromArray(SPECIES, x, from + apart);
        DoubleVector a2 = DoubleVector.fromArray(SPECIES, x, from + 2 * apart);
        DoubleVector a3 = DoubleVector.fromArray(SPECIES, x, from + 3 * apart);
        DoubleVector a4 = DoubleVector.fromArray(SPECIES, x, from + 4 * apart);
        DoubleVector a5 = DoubleVector.fromArray(SPECIES, x, from + 5 * apart);
        DoubleVector a6 = DoubleVector.fromArray(SPECIES, x, from + 6 * apart);
        DoubleVector a7 = DoubleVector.fromArray(SPECIES, x, from + 7 * apart);
        DoubleVector a8 = DoubleVector.fromArray(SPECIES, x, from + 8 * apart);
        DoubleVector a9 = DoubleVector.fromArray(SPECIES, x, from + 9 * apart);
        DoubleVector a10 = DoubleVector.fromArray(SPECIES, x, from + 10 * apart);
        DoubleVector a11 = DoubleVector.fromArray(SPECIES, x, from + 11 * apart);
        DoubleVector a12 = DoubleVector.fromArray(SPECIES, x, from + 12 * apart);
        DoubleVector a13 = DoubleVector.fromArray(SPECIES, x, from + 13 * apart);
        DoubleVector a14 = DoubleVector.fromArray(SPECIES, x, from + 14 * apart);
        DoubleVector a15 = DoubleVector.fromArray(SPECIES, x, from + 15 * apart);
        DoubleVector b0 = a0.blend(a1.rearrange(SWAP_1), ODD_1);
        DoubleVector b1 = a0.rearrange(SWAP_1).blend(a1, ODD_1);
        DoubleVector b2 = a2.blend(a3.rearrange(SWAP_1), ODD_1);
        DoubleVector b3 = a2.rearrange(SWAP_1).blend(a3, ODD_1);
        DoubleVector b4 = a4.blend(a5.rearrange(SWAP_1), ODD_1);
        DoubleVector b5 = a4.rearrange(SWAP_1).blend(a5, ODD_1);
        DoubleVector b6 = a6.blend(a7.rearrange(SWAP_1), ODD_1);
        DoubleVector b7 = a6.rearrange(SWAP_1).blend(a7, ODD_1);
        DoubleVector b8 = a8.blend(a9.rearrange(SWAP_1), ODD_1);
        DoubleVector b9 = a8.rearrange(SWAP_1).blend(a9, ODD_1);
        DoubleVector b10 = a10.blend(a11.rearrange(SWAP_1), ODD_1);
        DoubleVector b11 = a10.rearrange(SWAP_1).blend(a11, ODD_1);
        DoubleVector b12 = a12.blend(a13.rearrange(SWAP_1), ODD_1);
        DoubleVector b13 = a12.rearrange(SWAP_1).blend(a13, ODD_1);
        DoubleVector b14 = a14.blend(a15.rearrange(SWAP_1), ODD_1);
        DoubleVector b15 = a14.rearrange(SWAP_1).blend(a15, ODD_1);
        DoubleVector c0 = b0.blend(b2.rearrange(SWAP_2), ODD_2);
        DoubleVector c2 = b0.rearrange(SWAP_2).blend(b2, ODD_2);
        DoubleVector c1 = b1.blend(b3.rearrange(SWAP_2), ODD_2);
        DoubleVector c3 = b1.rearrange(SWAP_2).blend(b3, ODD_2);
        DoubleVector c4 = b4.blend(b6.rearrange(SWAP_2), ODD_2);
        DoubleVector c6 = b4.rearrange(SWAP_2).blend(b6, ODD_2);
        DoubleVector c5 = b5.blend(b7.rearrange(SWAP_2), ODD_2);
        DoubleVector c7 = b5.rearrange(SWAP_2).blend(b7, ODD_2);
        DoubleVector c8 = b8.blend(b10.rearrange(SWAP_2), ODD_2);
        DoubleVector c10 = b8.rearrange(SWAP_2).blend(b10, ODD_2);
        DoubleVector c9 = b9.blend(b11.rearrange(SWAP_2), ODD_2);
        DoubleVector c11 = b9.rearrange(SWAP_2).blend(b11, ODD_2);
        DoubleVector c12 = b12.blend(b14.rearrange(SWAP_2), ODD_2);
        DoubleVector c14 = b12.rearrange(SWAP_2).blend(b14, ODD_2);
        DoubleVector c13 = b13.blend(b15.rearrange(SWAP_2), ODD_2);
        DoubleVector c15 = b13.rearrange(SWAP_2).blend(b15, ODD_2);
        DoubleVector d0 = c0.blend(c4.rearrange(SWAP_4), ODD_4);
        DoubleVector d4 = c0.rearrange(SWAP_4).blend(c4, ODD_4);
        DoubleVector d1 = c1.blend(c5.rearrange(SWAP_4), ODD_4);
        DoubleVector d5 = c1.rearrange(SWAP_4).blend(c5, ODD_4);
        DoubleVector d2 = c2.blend(c6.rearrange(SWAP_4), ODD_4);
        DoubleVector d6 = c2.rearrange(SWAP_4).blend(c6, ODD_4);
        DoubleVector d3 = c3.blend(c7.rearrange(SWAP_4), ODD_4);
        DoubleVector d7 = c3.rearrange(SWAP_4).blend(c7, ODD_4);
        DoubleVector d8 = c8.blend(c12.rearrange(SWAP_4), ODD_4);
        DoubleVector d12 = c8.rearrange(SWAP_4).blend(c12, ODD_4);
        DoubleVector d9 = c9.blend(c13.rearrange(SWAP_4), ODD_4);
        DoubleVector d13 = c9.rearrange(SWAP_4).blend(c13, ODD_4);
        DoubleVector d10 = c10.blend(c14.rearrange(SWAP_4), ODD_4);
        DoubleVector d14 = c10.rearrange(SWAP_4).blend(c14, ODD_4);
        DoubleVector d11 = c11.blend(c15.rearrange(SWAP_4), ODD_4);
        DoubleVector d15 = c11.rearrange(SWAP_4).blend(c15, ODD_4);
        DoubleVector e0 = d0.blend(d8.rearrange(SWAP_8), ODD_8);
        DoubleVector e8 = d0.rearrange(SWAP_8).blend(d8, ODD_8);
        DoubleVector e1 = d1.blend(d9.rearrange(SWAP_8), ODD_8);
        DoubleVector e9 = d1.rearrange(SWAP_8).blend(d9, ODD_8);
        DoubleVector e2 = d2.blend(d10.rearrange(SWAP_8), ODD_8);
        DoubleVector e10 = d2.rearrange(SWAP_8).blend(d10, ODD_8);
        DoubleVector e3 = d3.blend(d11.rearrange(SWAP_8), ODD_8);
        DoubleVector e11 = d3.rearrange(SWAP_8).blend(d11, ODD_8);
        DoubleVector e4 = d4.blend(d12.rearrange(SWAP_8), ODD_8);
        DoubleVector e12 = d4.rearrange(SWAP_8).blend(d12, ODD_8);
        DoubleVector e5 = d5.blend(d13.rearrange(SWAP_8), ODD_8);
        DoubleVector e13 = d5.rearrange(SWAP_8).blend(d13, ODD_8);
        DoubleVector e6 = d6.blend(d14.rearrange(SWAP_8), ODD_8);
        DoubleVector e14 = d6.rearrange(SWAP_8).blend(d14, ODD_8);
        DoubleVector e7 = d7.blend(d15.rearrange(SWAP_8), ODD_8);
        DoubleVector e15 = d7.rearrange(SWAP_8).blend(d15, ODD_8);
        e0.intoArray(y, to);
        e1.intoArray(y, to + step);
        e2.intoArray(y, to + 2 * step);
        e3.intoArray(y, to + 3 * step);
        e4.intoArray(y, to + 4 * step);
        e5.intoArray(y, to + 5 * step);
        e6.intoArray(y, to + 6 * step);
        e7.intoArray(y, to + 7 * step);
        e8.intoArray(y, to + 8 * step);
        e9.intoArray(y, to + 9 * step);
        e10.intoArray(y, to + 10 * step);
        e11.intoArray(y, to + 11 * step);
        e12.intoArray(y, to + 12 * step);
        e13.intoArray(y, to + 13 * step);
        e14.intoArray(y, to + 14 * step);
        e15.intoArray(y, to + 15 * step);
    }

    private static void transpose8(double[] x, int from, int apart, double[] y, int to, int step) {
        DoubleVector a0 = DoubleVector.fromArray(SPECIES, x, from);
        DoubleVector a1 = DoubleVector.fromArray(SPECIES, x, from + apart);
        DoubleVector a2 = DoubleVector.fromArray(SPECIES, x, from + 2 * apart);
        DoubleVector a3 = DoubleVector.fromArray(SPECIES, x, from + 3 * apart);
        DoubleVector a4 = DoubleVector.fromArray(SPECIES, x, from + 4 * apart);
        DoubleVector a5 = DoubleVector.fromArray(SPECIES, x, from + 5 * apart);
        DoubleVector a6 = DoubleVector.fromArray(SPECIES, x, from + 6 * apart);
        DoubleVector a7 = DoubleVector.fromArray(SPECIES, x, from + 7 * apart);
        DoubleVector b0 = a0.blend(a1.rearrange(SWAP_1), ODD_1);
        DoubleVector b1 = a0.rearrange(SWAP_1).blend(a1, ODD_1);
        DoubleVector b2 = a2.blend(a3.rearrange(SWAP_1), ODD_1);
        DoubleVector b3 = a2.rearrange(SWAP_1).blend(a3, ODD_1);
        DoubleVector b4 = a4.blend(a5.rearrange(SWAP_1), ODD_1);
        DoubleVector b5 = a4.rearrange(SWAP_1).blend(a5, ODD_1);
        DoubleVector b6 = a6.blend(a7.rearrange(SWAP_1), ODD_1);
        DoubleVector b7 = a6.rearrange(SWAP_1).blend(a7, ODD_1);
        DoubleVector c0 = b0.blend(b2.rearrange(SWAP_2), ODD_2);
        DoubleVector c2 = b0.rearrange(SWAP_2).blend(b2, ODD_2);
        DoubleVector c1 = b1.blend(b3.rearrange(SWAP_2), ODD_2);
        DoubleVector c3 = b1.rearrange(SWAP_2).blend(b3, ODD_2);
        DoubleVector c4 = b4.blend(b6.rearrange(SWAP_2), ODD_2);
        DoubleVector c6 = b4.rearrange(SWAP_2).blend(b6, ODD_2);
        DoubleVector c5 = b5.blend(b7.rearrange(SWAP_2), ODD_2);
        DoubleVector c7 = b5.rearrange(SWAP_2).blend(b7, ODD_2);
        DoubleVector d0 = c0.blend(c4.rearrange(SWAP_4), ODD_4);
        DoubleVector d4 = c0.rearrange(SWAP_4).blend(c4, ODD_4);
        DoubleVector d1 = c1.blend(c5.rearrange(SWAP_4), ODD_4);
        DoubleVector d5 = c1.rearrange(SWAP_4).blend(c5, ODD_4);
        DoubleVector d2 = c2.blend(c6.rearrange(SWAP_4), ODD_4);
        DoubleVector d6 = c2.rearrange(SWAP_4).blend(c6, ODD_4);
        DoubleVector d3 = c3.blend(c7.rearrange(SWAP_4), ODD_4);
        DoubleVector d7 = c3.rearrange(SWAP_4).blend(c7, ODD_4);
        d0.intoArray(y, to);
        d1.intoArray(y, to + step);
        d2.intoArray(y, to + 2 * step);
        d3.intoArray(y, to + 3 * step);
        d4.intoArray(y, to + 4 * step);
        d5.intoArray(y, to + 5 * step);
        d6.intoArray(y, to + 6 * step);
        d7.intoArray(y, to + 7 * step);
    }

    private static void transpose4(double[] x, int from, int apart, double[] y, int to, int step) {
        DoubleVector a0 = DoubleVector.fromArray(SPECIES, x, from);
        DoubleVector a1 = DoubleVector.fromArray(SPECIES, x, from + apart);
        DoubleVector a2 = DoubleVector.fromArray(SPECIES, x, from + 2 * apart);
        DoubleVector a3 = DoubleVector.fromArray(SPECIES, x, from + 3 * apart);
        DoubleVector b0 = a0.blend(a1.rearrange(SWAP_1), ODD_1);
        DoubleVector b1 = a0.rearrange(SWAP_1).blend(a1, ODD_1);
        DoubleVector b2 = a2.blend(a3.rearrange(SWAP_1), ODD_1);
        DoubleVector b3 = a2.rearrange(SWAP_1).blend(a3, ODD_1);
        DoubleVector c0 = b0.blend(b2.rearrange(SWAP_2), ODD_2);
        DoubleVector c2 = b0.rearrange(SWAP_2).blend(b2, ODD_2);
        DoubleVector c1 = b1.blend(b3.rearrange(SWAP_2), ODD_2);
        DoubleVector c3 = b1.rearrange(SWAP_2).blend(b3, ODD_2);
        c0.intoArray(y, to);
        c1.intoArray(y, to + step);
        c2.intoArray(y, to + 2 * step);
        c3.intoArray(y, to + 3 * step);
    }
}
