package dev.adjoint.kernel.engine;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.backend.Backend;
import dev.adjoint.kernel.convolution.Convolution;
import dev.adjoint.kernel.product.Products;
import dev.adjoint.kernel.reduction.Reduce;
import dev.adjoint.kernel.reduction.Softmaxes;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** A small computation of fixed numbers, and the bits of what it yields as a short text. */
public final class Fingerprint {
    private static final int[] CHANNELS = {3, 20};

    private final SplittableRandom random = new SplittableRandom(44);
    private final CRC32 bits = new CRC32();

    private Fingerprint() {}

    /** The name of the backend in use, the length of its vectors, and a checksum of bits that it computed. */
    public static String take() {
        Backend backend = EngineState.backend();
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.addProducts();
        for (int channels : CHANNELS) {
            fingerprint.addConvolutions(channels);
        }
        return String.format("%s-%d-%08x", backend.name(), backend.vectorBits(), fingerprint.bits.getValue());
    }

    private void addProducts() {
        NDArray a = numbers(Shape.of(1, 11, 700));
        add(Products.multiply(a, false, a, true));
        add(Reduce.sum(a, new int[] {1, 2}));
        add(Softmaxes.softmax(a, 2));
    }

    private void addConvolutions(int channels) {
        Axis axis = Axis.of(9, 3, 1, 1, 1, 1);
        ConvGeometry geometry = ConvGeometry.of(channels, channels + 1, 1, axis, axis);
        NDArray x = numbers(geometry.inputShape(2));
        NDArray w = numbers(geometry.weightShape());
        NDArray y = Convolution.forward(geometry, x, w);
        add(y);
        add(Convolution.inputGradient(geometry, y, w));
        add(Convolution.filterGradient(geometry, x, y));
    }

    private NDArray numbers(Shape shape) {
        return NDArray.normal(DType.FLOAT32, shape, 0, 1, random);
    }

    private void add(NDArray result) {
        for (int i = 0; i < result.size(); i++) {
            int number = Float.floatToRawIntBits((float) result.at(i));
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                bits.update(number >>> shift);
            }
        }
    }
}
