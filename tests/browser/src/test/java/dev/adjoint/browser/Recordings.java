package dev.adjoint.browser;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.examples.Explanations;
import dev.adjoint.explorer.Film;
import dev.adjoint.explorer.Page;
import dev.adjoint.explorer.Recording;
import dev.adjoint.nn.AvgPool2d;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The recordings for the tests. */
final class Recordings {
    /** A page with the three kinds of tapes that the main job shows, the network untrained. */
    static final String PAGE =
            new Page(List.of(Explanations.edgeDetector(), Explanations.stridedConvolution(), network())).html();

    private Recordings() {}

    /** A float32 network with everything the views draw: groups, dilation, both poolings, batch normalisation. */
    static Recording network() {
        SplittableRandom random = new SplittableRandom(3);
        Sequential network = new Sequential(
                new Conv2d(1, 4, ConvOptions.kernel(3).padding(1), random),
                new BatchNorm2d(4),
                new Relu(),
                new MaxPool2d(2),
                new Conv2d(4, 4, ConvOptions.kernel(2).dilation(2).groups(2), random),
                new Relu(),
                new AvgPool2d(2),
                new Flatten(),
                new Linear(4, 3, random));
        Film film = Film.of(Map.of("0.weight", network.parameters().get("0.weight")));
        film.snapshot(1, 2);
        film.snapshot(2, 1);
        Tensor image = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(1, 1, 8, 8), 0, 1, random));
        return Explanations.network("Network", network, image, IntArray.of(1), film);
    }
}
