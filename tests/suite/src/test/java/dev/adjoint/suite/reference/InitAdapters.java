package dev.adjoint.suite.reference;

import dev.adjoint.Shape;
import dev.adjoint.nn.Init;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The numbers behind initialisers. */
final class InitAdapters {
    private InitAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put("calculate_gain", c -> new Results().output(gain(c, "param")));
        adapters.put("fan", InitAdapters::fan);
        return adapters;
    }

    private static Results fan(ReferenceCase c) {
        Shape weight = Shape.of(c.attrs().integers("weight_shape"));
        Init.Mode mode = Init.Mode.valueOf(c.attrs().text("mode").toUpperCase(Locale.ROOT));
        double xavier = Init.xavierDeviation(weight, c.attrs().number("xavier_gain"));
        double kaiming = Init.kaimingDeviation(weight, mode, gain(c, "a"));
        Init.Fans fans = Init.fans(weight);
        return new Results()
                .output(fans.in(), fans.out())
                .extra("fan_in", fans.in())
                .extra("fan_out", fans.out())
                .extra("xavier_normal_std", xavier)
                .extra("xavier_uniform_bound", Init.uniformBound(xavier))
                .extra("kaiming_normal_std", kaiming)
                .extra("kaiming_uniform_bound", Init.uniformBound(kaiming));
    }

    private static double gain(ReferenceCase c, String slope) {
        String nonlinearity = c.attrs().text("nonlinearity");
        boolean given = c.attrs().has(slope);
        return switch (nonlinearity) {
            case "leaky_relu" ->
                given ? Init.leakyGain(c.attrs().number(slope)) : Init.gain(Init.Nonlinearity.LEAKY_RELU);
            case "sigmoid", "tanh", "relu", "selu" ->
                Init.gain(Init.Nonlinearity.valueOf(nonlinearity.toUpperCase(Locale.ROOT)));
            default -> {
                if (!nonlinearity.equals("linear") && !nonlinearity.startsWith("conv")) {
                    throw new IllegalArgumentException("unknown nonlinearity in " + c.attrs());
                }
                yield Init.gain(Init.Nonlinearity.LINEAR);
            }
        };
    }
}
