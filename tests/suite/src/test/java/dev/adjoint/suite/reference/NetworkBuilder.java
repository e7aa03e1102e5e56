package dev.adjoint.suite.reference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Builds the layers that a trajectory lists. Sizes follow from the initial parameters and from the input of each layer;
 * where the list states them too, they must agree.
 */
final class NetworkBuilder {
    private final Map<String, Function<Described, Layer>> weighted = canonical(WeightedLayers.byType());
    private final Map<String, Function<Attributes, Layer>> plain = canonical(PlainLayers.byType());
    private final Map<String, NDArray> initial;

    NetworkBuilder(Map<String, NDArray> initial) {
        this.initial = initial;
    }

    /** A layer as the file describes it, the shapes of its parameters (null where it has none) and of its input. */
    record Described(Attributes attrs, Shape weight, Shape bias, Shape input) {
        /** Checks a size that the file states and the parameters' shapes imply. */
        void agree(String key, int... implied) {
            if (attrs.has(key)) {
                int[] stated = attrs.integers(key);
                boolean same = stated.length == 1
                        ? Arrays.stream(implied).allMatch(n -> n == stated[0])
                        : Arrays.equals(stated, implied);
                require(same, key, Arrays.toString(implied));
            }
        }

        /** Checks a choice that the file states and the presence of parameters implies. */
        void agree(String key, boolean implied) {
            if (attrs.has(key)) {
                require(attrs.flag(key) == implied, key, String.valueOf(implied));
            }
        }

        private void require(boolean same, String key, String implied) {
            if (!same) {
                throw new AssertionError(key + " of " + attrs + ": the parameters imply " + implied);
            }
        }
    }

    /** Builds the network, running a batch through it layer by layer. */
    Sequential build(JsonNode layers, Tensor batch) {
        Sequential network = new Sequential();
        Tensor y = batch;
        for (int i = 0; i < layers.size(); i++) {
            Attributes attrs = new Attributes(layers.get(i));
            Layer layer = layer(new Described(attrs, shape(i + ".weight"), shape(i + ".bias"), y.shape()));
            network.add(layer);
            layer.eval();
            y = layer.forward(y);
            List<String> unread = attrs.unread();
            if (!unread.isEmpty()) {
                throw new IllegalArgumentException("layer " + i + ": unknown settings " + unread + " in " + attrs);
            }
        }
        network.train();
        return network;
    }

    private Layer layer(Described d) {
        String type = canonical(d.attrs.text("type"));
        if (weighted.containsKey(type)) {
            return weighted.get(type).apply(d);
        }
        if (plain.containsKey(type)) {
            return plain.get(type).apply(d.attrs);
        }
        throw new IllegalArgumentException("unknown layer type in " + d.attrs);
    }

    /** The operator's name and the class's name stand for the same, as {@code max_pool2d} and {@code MaxPool2d}. */
    private static String canonical(String type) {
        return type.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static <T> Map<String, T> canonical(Map<String, T> byType) {
        return byType.entrySet().stream().collect(Collectors.toMap(e -> canonical(e.getKey()), Map.Entry::getValue));
    }

    private Shape shape(String parameter) {
        NDArray value = initial.get(parameter);
        return value == null ? null : value.shape();
    }
}
