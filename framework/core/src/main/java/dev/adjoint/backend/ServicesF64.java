package dev.adjoint.backend;

import dev.adjoint.kernel.engine.EngineState;

/** What a {@link Backend} offers for one element type. */
@FunctionalInterface
public interface ServicesF64 {
    /**
     * The services of the backend in use.
     *
     * @return those of its element type
     * @throws dev.adjoint.ArgumentException if the system property {@code adjoint.backend} names none that can run
     */
    static ServicesF64 current() {
        return EngineState.backend().f64();
    }

    /**
     * Products of matrices.
     *
     * @return the same object each time
     */
    ProductsF64 products();

    /**
     * Convolutions of many channels, if it has a way of its own for them. The default has none: they are computed by
     * its products.
     *
     * @return the same object each time
     */
    default ConvolutionsF64 convolutions() {
        return ConvolutionsF64.NONE;
    }

    /**
     * Loops over elements and channels. The default ones are plain.
     *
     * @return the same object each time
     */
    default LoopsF64 loops() {
        return LoopsF64.PLAIN;
    }
}
