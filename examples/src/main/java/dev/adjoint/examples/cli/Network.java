package dev.adjoint.examples.cli;

import static dev.adjoint.ConvOptions.kernel;

import dev.adjoint.ArgumentException;
import dev.adjoint.Shape;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Residual;
import dev.adjoint.nn.Sequential;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The networks that have a name. Each maps samples of a shape to one logit a class. */
enum Network {
    /** One hidden layer, for tables. */
    MLP {
        @Override
        Layer create(Shape sample, int classes, RandomGenerator random) {
            return new Sequential(
                    new Flatten(),
                    new Linear(sample.size(), 128, random),
                    new Relu(),
                    new Linear(128, classes, random));
        }
    },
    /** Two convolutions, each with a pooling, and two linear layers. */
    SMALL {
        @Override
        Layer create(Shape sample, int classes, RandomGenerator random) {
            requireImage(sample, 4);
            int features = 32 * (sample.dim(1) / 4) * (sample.dim(2) / 4);
            return new Sequential(
                    pooled(sample.dim(0), 16, random),
                    pooled(16, 32, random),
                    new Flatten(),
                    new Linear(features, 64, random),
                    new Relu(),
                    new Dropout(0.2, random),
                    new Linear(64, classes, random));
        }
    },
    /** Four convolutions, two of them in a residual block (He et al., Deep residual learning, 2015). */
    BEST {
        @Override
        Layer create(Shape sample, int classes, RandomGenerator random) {
            requireImage(sample, 4);
            int features = 64 * (sample.dim(1) / 4) * (sample.dim(2) / 4);
            return new Sequential(
                    pooled(sample.dim(0), 32, random),
                    pooled(32, 64, random),
                    new Residual(new Sequential(conv(64, 64, random), conv(64, 64, random))),
                    new Flatten(),
                    new Dropout(0.3, random),
                    new Linear(features, 128, random),
                    new Relu(),
                    new Dropout(0.3, random),
                    new Linear(128, classes, random));
        }
    };

    /** Makes the network with random weights. */
    abstract Layer create(Shape sample, int classes, RandomGenerator random);

    /** The network of a name, if there is one. */
    static Optional<Network> named(String name) {
        return Arrays.stream(values())
                .filter(network -> network.toString().equals(name))
                .findFirst();
    }

    /** The names, for help texts and errors. */
    static String names() {
        return Arrays.stream(values()).map(Network::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Sequential conv(int in, int out, RandomGenerator random) {
        return new Sequential(convolution(in, out, random), new BatchNorm2d(out), new Relu());
    }

    /** Pools before it normalises, which takes a quarter of the work for much the same effect. */
    private static Sequential pooled(int in, int out, RandomGenerator random) {
        return new Sequential(convolution(in, out, random), new MaxPool2d(2), new BatchNorm2d(out), new Relu());
    }

    private static Conv2d convolution(int in, int out, RandomGenerator random) {
        return new Conv2d(in, out, kernel(3).padding(1).bias(false), random);
    }

    void requireImage(Shape sample, int side) {
        if (sample.rank() != 3 || sample.dim(1) < side || sample.dim(2) < side) {
            throw new ArgumentException("network " + this + ": expected images [channels, height, width] of at least "
                    + side + "x" + side + " pixels, got samples of shape " + sample
                    + (sample.rank() == 1 ? "; the network mlp takes tables" : ""));
        }
    }
}
