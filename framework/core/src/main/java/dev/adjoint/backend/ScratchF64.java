package dev.adjoint.backend;

/** Memory that each thread keeps and uses again for operands and results of products. What it holds is arbitrary. */
public final class ScratchF64 {
    public static final int LEFT = 0;
    public static final int RIGHT = 1;
    public static final int RESULT = 2;
    public static final int COLUMNS = 3;
    public static final int CELLS = 4;
    public static final int INPUT_PLACES = 5;
    public static final int OUTPUT_PLACES = 6;
    public static final int WINDOWS = 7;
    public static final int FILTER_PLACES = 8;
    public static final int SUMS = 9;

    private static final ThreadLocal<double[][]> SLOTS = ThreadLocal.withInitial(() -> new double[10][]);

    private ScratchF64() {}

    /** At least {@code size} elements, the same memory for the same slot and thread. */
    public static double[] take(int slot, int size) {
        double[][] slots = SLOTS.get();
        if (slots[slot] == null || slots[slot].length < size) {
            slots[slot] = new double[size];
        }
        return slots[slot];
    }
}
