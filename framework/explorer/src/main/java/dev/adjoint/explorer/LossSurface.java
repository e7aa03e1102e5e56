package dev.adjoint.explorer;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;

/**
 * The loss over the plane of a parameter with two elements.
 *
 * @param entry the parameter
 * @param first the values of its first element along the grid
 * @param second the values of its second element
 * @param loss the losses, {@code loss[j * first.length + i]} at {@code (first[i], second[j])}
 * @param quadratic the coefficients, if the loss is a polynomial of degree 2; null if not
 */
record LossSurface(int entry, double[] first, double[] second, double[] loss, Quadratic quadratic) {
    private static final int CELLS = 41;

    /**
     * {@code L(u, v) = constant + gradient . (u, v) + 1/2 (u, v)' hessian (u, v)}.
     *
     * @param constant the loss at the origin
     * @param gradient the two slopes at the origin
     * @param hessian the second derivatives with respect to uu, uv and vv
     */
    record Quadratic(double constant, double[] gradient, double[] hessian) {
        double at(double u, double v) {
            return constant
                    + gradient[0] * u
                    + gradient[1] * v
                    + 0.5 * (hessian[0] * u * u + 2 * hessian[1] * u * v + hessian[2] * v * v);
        }
    }

    /** The loss over a square of the given width around a point. */
    static LossSurface of(Replay replay, int parameter, double u, double v, double width) {
        double[] first = line(u, width);
        double[] second = line(v, width);
        double[] loss = new double[CELLS * CELLS];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = at(replay, parameter, first[i % CELLS], second[i / CELLS]);
        }
        Quadratic fit = fit(replay, parameter);
        boolean fits = true;
        for (int i = 0; i < loss.length && fits; i++) {
            double error = Math.abs(fit.at(first[i % CELLS], second[i / CELLS]) - loss[i]);
            fits = error <= 1e-9 * Math.max(1, Math.abs(loss[i]));
        }
        return new LossSurface(parameter, first, second, loss, fits ? fit : null);
    }

    private static double[] line(double centre, double width) {
        double[] line = new double[CELLS];
        for (int i = 0; i < CELLS; i++) {
            line[i] = centre + width * (i / (CELLS - 1.0) - 0.5);
        }
        return line;
    }

    /** The polynomial through six points. If the loss is such a polynomial, the differences are exact. */
    private static Quadratic fit(Replay replay, int parameter) {
        double c = at(replay, parameter, 0, 0);
        double right = at(replay, parameter, 1, 0);
        double left = at(replay, parameter, -1, 0);
        double up = at(replay, parameter, 0, 1);
        double down = at(replay, parameter, 0, -1);
        double corner = at(replay, parameter, 1, 1);
        return new Quadratic(c, new double[] {(right - left) / 2, (up - down) / 2}, new double[] {
            right - 2 * c + left, corner - right - up + c, up - 2 * c + down
        });
    }

    private static double at(Replay replay, int parameter, double u, double v) {
        Shape shape = replay.leaf(parameter).shape();
        return replay.loss(parameter, NDArray.of(shape, u, v).to(DType.FLOAT64));
    }
}
