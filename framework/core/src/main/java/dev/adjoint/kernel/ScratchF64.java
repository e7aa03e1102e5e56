package dev.adjoint.kernel;

/** Memory that each thread keeps and uses again for operands and results of products. What it holds is arbitrary. */
final class ScratchF64 {
    static final int LEFT = 0;
    static final int RIGHT = 1;
    static final int RESULT = 2;
    static final int COLUMNS = 3;
    static final int CELLS = 4;
    static final int INPUT_PLACES = 5;
    static final int OUTPUT_PLACES = 6;
    static final int WINDOWS = 7;
    static final int FILTER_PLACES = 8;
    static final int SUMS = 9;

    private static final ThreadLocal<double[][]> SLOTS = ThreadLocal.withInitial(() -> new double[10][]);

    private ScratchF64() {}

    /** At least {@code size} elements, the same memory for the same slot and thread. */
    static double[] take(int slot, int size) {
        double[][] slots = SLOTS.get();
        if (slots[slot] == null || slots[slot].length < size) {
            slots[slot] = new double[size];
        }
        return slots[slot];
    }
}
