package dev.adjoint.bench;

import java.util.Arrays;

/**
 * Seconds a call, over several blocks of calls after a warm-up.
 *
 * @param median of the blocks
 * @param min of the blocks
 * @param max of the blocks
 * @param blocks their number
 */
record Measurement(double median, double min, double max, int blocks) {
    /**
     * How to measure.
     *
     * @param warmUp seconds before anything counts
     * @param blocks how often to measure
     * @param block seconds a block lasts at least
     */
    record Plan(double warmUp, int blocks, double block) {
        static final Plan STEPS = new Plan(8, 9, 0.5);
        static final Plan CONVOLUTIONS = new Plan(1, 7, 0.2);

        Plan scaled(double factor) {
            return new Plan(warmUp * factor, blocks, block * factor);
        }
    }

    static Measurement of(Runnable step, Plan plan) {
        repeat(step, 5, plan.warmUp());
        int calls = (int) Math.max(1, Math.ceil(plan.block() / repeat(step, 3, plan.block() / 5)));
        double[] seconds = new double[plan.blocks()];
        for (int i = 0; i < seconds.length; i++) {
            long start = System.nanoTime();
            for (int call = 0; call < calls; call++) {
                step.run();
            }
            seconds[i] = (System.nanoTime() - start) * 1e-9 / calls;
        }
        return of(seconds);
    }

    /** What blocks took, in any order. */
    static Measurement of(double[] seconds) {
        Arrays.sort(seconds);
        return new Measurement(seconds[seconds.length / 2], seconds[0], seconds[seconds.length - 1], seconds.length);
    }

    /** Calls a step at least as often and for at least as long as given, and returns the seconds a call. */
    private static double repeat(Runnable step, int atLeast, double seconds) {
        long start = System.nanoTime();
        int calls = 0;
        double spent = 0;
        while (calls < atLeast || spent < seconds) {
            step.run();
            calls++;
            spent = (System.nanoTime() - start) * 1e-9;
        }
        return spent / calls;
    }
}
