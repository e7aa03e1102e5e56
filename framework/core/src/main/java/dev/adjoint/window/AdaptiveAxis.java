package dev.adjoint.window;

import dev.adjoint.ShapeException;
import java.util.Optional;

/**
 * A given number of windows that cover an axis evenly. Window o covers the cells from {@code floor(o input / output)}
 * up to, but not including, {@code ceil((o + 1) input / output)}. Where the division leaves a remainder, neighbours
 * overlap by one cell. Source: PyTorch's adaptive pooling.
 *
 * @param input cells of the input
 * @param output number of windows
 */
public record AdaptiveAxis(int input, int output) implements Windows {
    /**
     * Checks the sizes.
     *
     * @param input cells of the input
     * @param output number of windows
     */
    public AdaptiveAxis {
        if (input < 1 || output < 1) {
            throw new ShapeException("adaptive pooling: expected at least one cell and one window along each axis, got "
                    + input + " cells and " + output + " windows");
        }
    }

    @Override
    public int dilation() {
        return 1;
    }

    @Override
    public int first(int o) {
        return (int) ((long) o * input / output);
    }

    @Override
    public int end(int o) {
        return (int) (((o + 1L) * input + output - 1) / output);
    }

    @Override
    public int padded(int o) {
        return end(o) - first(o);
    }

    @Override
    public Optional<Axis> sliding() {
        int size = input / output;
        return input % output == 0 ? Optional.of(Axis.of(input, size, size, 1, 0, 0)) : Optional.empty();
    }
}
