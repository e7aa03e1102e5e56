package dev.adjoint.examples.cli;

import dev.adjoint.nn.Block;
import dev.adjoint.optim.Adagrad;
import dev.adjoint.optim.Adam;
import dev.adjoint.optim.AdamW;
import dev.adjoint.optim.CosineAnnealingLr;
import dev.adjoint.optim.LinearWarmup;
import dev.adjoint.optim.OneCycleLr;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.RmsProp;
import dev.adjoint.optim.Schedule;
import dev.adjoint.optim.Sgd;
import dev.adjoint.optim.StepLr;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the weights change. */
final class OptimizerOptions {
    /** How often a step schedule lowers the rate, and by which factor. */
    private static final int STEPS = 3;

    private static final double MOMENTUM = 0.9;
    private static final double STEP_FACTOR = 0.1;

    @Option(
            names = "--optimizer",
            order = 20,
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
            defaultValue = "ADAMW")
    private Rule rule;

    @Option(
            names = {"-l", "--learning-rate"},
            order = 21,
            paramLabel = "R",
            description = "The learning rate, the highest of a schedule; default ${DEFAULT-VALUE}.",
            defaultValue = "0.004")
    private double learningRate;

    @Option(
            names = "--momentum",
            order = 22,
            paramLabel = "M",
            description = "Momentum of SGD (Nesterov's) and RMSProp; by default 0.9, which the schedule onecycle"
                    + " varies from 0.85 to 0.95.")
    private Double momentum;

    @Option(
            names = "--weight-decay",
            order = 23,
            paramLabel = "W",
            description = "Weight decay; default ${DEFAULT-VALUE}.",
            defaultValue = "0.01")
    private double weightDecay;

    @Option(
            names = "--schedule",
            order = 24,
            description = "How the learning rate changes: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
            defaultValue = "ONECYCLE")
    private Curve curve;

    @Option(
            names = "--warmup",
            order = 25,
            paramLabel = "N",
            description = "Steps over which the learning rate first rises to its schedule; default ${DEFAULT-VALUE}.",
            defaultValue = "0")
    private int warmup;

    private enum Rule {
        SGD,
        ADAM,
        ADAMW,
        RMSPROP,
        ADAGRAD
    }

    private enum Curve {
        CONSTANT,
        STEP,
        COSINE,
        ONECYCLE
    }

    void check() {
        Check.above0("--learning-rate", learningRate);
        Check.holds(weightDecay >= 0, "--weight-decay", "0 or more", weightDecay);
        Check.atLeast(0, "--warmup", warmup);
        if (momentum != null) {
            Check.holds(momentum >= 0 && momentum < 1, "--momentum", "a number from 0 to below 1", momentum);
            Check.holds(
                    rule == Rule.SGD || rule == Rule.RMSPROP,
                    "--momentum",
                    "--optimizer sgd or rmsprop beside it",
                    rule.toString().toLowerCase(Locale.ROOT));
        }
    }

    private double momentum() {
        return momentum == null ? MOMENTUM : momentum;
    }

    Optimizer create(Block model) {
        return switch (rule) {
            case SGD ->
                new Sgd(
                        model,
                        Sgd.rate(learningRate)
                                .momentum(momentum())
                                .nesterov(momentum() > 0)
                                .weightDecay(weightDecay));
            case ADAM -> new Adam(model, Adam.rate(learningRate).weightDecay(weightDecay));
            case ADAMW -> new AdamW(model, AdamW.rate(learningRate).weightDecay(weightDecay));
            case RMSPROP ->
                new RmsProp(
                        model, RmsProp.rate(learningRate).momentum(momentum()).weightDecay(weightDecay));
            case ADAGRAD -> new Adagrad(model, Adagrad.rate(learningRate).weightDecay(weightDecay));
        };
    }

    /** The learning rate over the given number of steps, unless it is constant. */
    Optional<Schedule> schedule(int steps) {
        if (warmup != 0) {
            return Optional.of(LinearWarmup.within(steps, warmup, this::curve));
        }
        return curve == Curve.CONSTANT ? Optional.empty() : Optional.of(curve(steps));
    }

    private Schedule curve(int steps) {
        return switch (curve) {
            case CONSTANT -> new StepLr(learningRate, Math.max(1, steps), 1);
            case STEP -> new StepLr(learningRate, Math.max(1, steps / STEPS), STEP_FACTOR);
            case COSINE -> new CosineAnnealingLr(learningRate, Math.max(1, steps), 0);
            case ONECYCLE -> OneCycleLr.of(learningRate, steps).cycleMomentum(rule != Rule.ADAGRAD && momentum == null);
        };
    }
}
