package dev.adjoint.suite.conv;

import static dev.adjoint.jqwik.AdjointAssertions.assertAdjoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import dev.adjoint.backend.EachBackend;
import dev.adjoint.jqwik.ConvCase;
import dev.adjoint.jqwik.ConvOf;
import dev.adjoint.jqwik.Tolerance;
import dev.adjoint.kernel.convolution.ForcedWay;
import dev.adjoint.op.Conv;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Convolutions of so many channels that vectors of them are computed together, with strides and dilations. */
class ManyChannelsTest {
    @ConvOf(
            maxAxes = 2,
            maxBatch = 3,
            maxChannels = 70,
            maxGroups = 2,
            maxWindows = 5,
            maxKernel = 3,
            maxStride = 3,
            maxDilation = 2,
            maxPadding = 2)
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    @interface ManyChannels {}

    @Property(tries = 80)
    void allThreeProductsEqualTheNaiveLoops(@ForAll @ManyChannels ConvCase c) {
        Geometry geometry = Geometry.of(c);
        NDArray y = NaiveConv.forward(geometry, c.input().value(), c.weight().value());
        NDArray dx = NaiveConv.inputGradient(
                geometry, c.outputGradient().value(), c.weight().value());
        NDArray dw = NaiveConv.filterGradient(
                geometry, c.input().value(), c.outputGradient().value());

        eachProduct(() -> {
            for (DType dtype : DType.values()) {
                Tensor x = c.input().to(dtype);
                Tensor w = c.weight().to(dtype);
                Tensor g = c.outputGradient().to(dtype);
                assertSame(Conv.conv(x, w, c.options()), y);
                assertSame(Conv.convTranspose(g, w, c.transposed()), dx);
                assertSame(Conv.filterGradient(x, g, w.shape(), c.options()), dw);
            }
        });
    }

    @Property(tries = 40)
    void convolutionAndTransposeAreAdjoint(@ForAll @ManyChannels ConvCase c) {
        Tensor w = c.weight();

        eachProduct(() -> assertAdjoint(
                t -> Conv.conv(t, w, c.options()),
                g -> Conv.convTranspose(g, w, c.transposed()),
                c.input(),
                c.outputGradient(),
                Tolerance.EXACT));
    }

    /** Without minimal filtering, whose whole numbers are rounded on the way. */
    private static void eachProduct(Runnable body) {
        for (String way : List.of("patches", "cells")) {
            ForcedWay.with(way, () -> EachBackend.run(body));
        }
    }

    private static void assertSame(Tensor actual, NDArray expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(withoutSignsOfZeros(actual.value())).isEqualTo(withoutSignsOfZeros(expected));
    }

    private static double[] withoutSignsOfZeros(NDArray x) {
        return Arrays.stream(x.toDoubleArray()).map(element -> element + 0.0).toArray();
    }
}
