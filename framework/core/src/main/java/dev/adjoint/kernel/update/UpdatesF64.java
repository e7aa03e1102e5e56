package dev.adjoint.kernel.update;

/** The loops behind {@link Updates}. */
@SuppressWarnings("cast")
final class UpdatesF64 {
    private UpdatesF64() {}

    static void sgd(double[] p, double[] g, double[][] state, Updates.Sgd step, int from, int to) {
        double rate = (double) step.rate();
        double decay = (double) step.decay();
        double sign = (double) step.sign();
        if (state.length == 0) {
            for (int i = from; i < to; i++) {
                p[i] -= rate * (sign * g[i] + decay * p[i]);
            }
            return;
        }
        double[] buffer = state[0];
        double momentum = (double) step.momentum();
        double gain = (double) step.gain();
        boolean nesterov = step.nesterov();
        for (int i = from; i < to; i++) {
            double d = sign * g[i] + decay * p[i];
            double b = momentum * buffer[i] + gain * d;
            buffer[i] = b;
            p[i] -= rate * (nesterov ? d + momentum * b : b);
        }
    }

    static void adam(double[] p, double[] g, double[][] state, Updates.Adam step, int from, int to) {
        double rate = (double) step.rate();
        double beta1 = (double) step.beta1();
        double beta2 = (double) step.beta2();
        double rest1 = (double) (1 - step.beta1());
        double rest2 = (double) (1 - step.beta2());
        double root = (double) step.root();
        double eps = (double) step.eps();
        double decay = (double) step.decay();
        double shrink = (double) step.shrink();
        double sign = (double) step.sign();
        double[] first = state[0];
        double[] second = state[1];
        double[] largest = state.length > 2 ? state[2] : null;
        for (int i = from; i < to; i++) {
            double d = sign * g[i] + decay * p[i];
            double m = beta1 * first[i] + rest1 * d;
            double v = beta2 * second[i] + rest2 * d * d;
            first[i] = m;
            second[i] = v;
            if (largest != null) {
                v = Math.max(largest[i], v);
                largest[i] = v;
            }
            p[i] = shrink * p[i] - rate * m / ((double) Math.sqrt(v) / root + eps);
        }
    }

    static void rmsProp(double[] p, double[] g, double[][] state, Updates.RmsProp step, int from, int to) {
        double rate = (double) step.rate();
        double alpha = (double) step.alpha();
        double rest = (double) (1 - step.alpha());
        double eps = (double) step.eps();
        double momentum = (double) step.momentum();
        double decay = (double) step.decay();
        double sign = (double) step.sign();
        double[] square = state[0];
        double[] mean = step.centered() ? state[1] : null;
        double[] buffer = state.length > (step.centered() ? 2 : 1) ? state[state.length - 1] : null;
        for (int i = from; i < to; i++) {
            double d = sign * g[i] + decay * p[i];
            double s = alpha * square[i] + rest * d * d;
            square[i] = s;
            if (mean != null) {
                double m = alpha * mean[i] + rest * d;
                mean[i] = m;
                s = Math.max(s - m * m, 0);
            }
            d /= (double) Math.sqrt(s) + eps;
            if (buffer != null) {
                d += momentum * buffer[i];
                buffer[i] = d;
            }
            p[i] -= rate * d;
        }
    }

    static void adagrad(double[] p, double[] g, double[][] state, Updates.Adagrad step, int from, int to) {
        double rate = (double) step.rate();
        double eps = (double) step.eps();
        double decay = (double) step.decay();
        double sign = (double) step.sign();
        double[] sum = state[0];
        for (int i = from; i < to; i++) {
            double d = sign * g[i] + decay * p[i];
            double s = sum[i] + d * d;
            sum[i] = s;
            p[i] -= rate * d / ((double) Math.sqrt(s) + eps);
        }
    }
}
