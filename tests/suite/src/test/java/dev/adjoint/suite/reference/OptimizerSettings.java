package dev.adjoint.suite.reference;

import dev.adjoint.Parameter;
import dev.adjoint.optim.Adagrad;
import dev.adjoint.optim.Adam;
import dev.adjoint.optim.AdamOptions;
import dev.adjoint.optim.AdamW;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.RmsProp;
import dev.adjoint.optim.Sgd;
import java.util.Set;

/** PyTorch's settings of optimisers as optimisers; a setting that is missing has PyTorch's default. */
final class OptimizerSettings {
    static final Set<String> NAMES = Set.of("sgd", "adam", "adamw", "rmsprop", "adagrad");

    private OptimizerSettings() {}

    static Optimizer optimizer(String name, Attributes s, Parameter... parameters) {
        double rate = s.number("lr");
        return switch (name) {
            case "sgd" ->
                new Sgd(
                        Sgd.rate(rate)
                                .momentum(s.number("momentum", 0))
                                .dampening(s.number("dampening", 0))
                                .weightDecay(s.number("weight_decay", 0))
                                .nesterov(s.flag("nesterov", false))
                                .maximize(s.flag("maximize", false)),
                        parameters);
            case "adam" -> new Adam(adam(s, Adam.rate(rate), 0), parameters);
            case "adamw" -> new AdamW(adam(s, AdamW.rate(rate), 0.01), parameters);
            case "rmsprop" ->
                new RmsProp(
                        RmsProp.rate(rate)
                                .alpha(s.number("alpha", 0.99))
                                .eps(s.number("eps", 1e-8))
                                .momentum(s.number("momentum", 0))
                                .weightDecay(s.number("weight_decay", 0))
                                .centered(s.flag("centered", false))
                                .maximize(s.flag("maximize", false)),
                        parameters);
            case "adagrad" ->
                new Adagrad(
                        Adagrad.rate(rate)
                                .rateDecay(s.number("lr_decay", 0))
                                .weightDecay(s.number("weight_decay", 0))
                                .initialAccumulator(s.number("initial_accumulator_value", 0))
                                .eps(s.number("eps", 1e-10))
                                .maximize(s.flag("maximize", false)),
                        parameters);
            default -> throw new IllegalArgumentException("unknown optimizer " + name);
        };
    }

    private static <O extends AdamOptions<O>> O adam(Attributes s, O defaults, double weightDecay) {
        double[] betas = s.has("betas") ? s.numbers("betas") : new double[] {0.9, 0.999};
        return defaults.betas(betas[0], betas[1])
                .eps(s.number("eps", 1e-8))
                .weightDecay(s.number("weight_decay", weightDecay))
                .amsgrad(s.flag("amsgrad", false))
                .maximize(s.flag("maximize", false));
    }
}
