package dev.adjoint.suite.reference;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.optim.Adam;
import dev.adjoint.optim.CosineAnnealingLr;
import dev.adjoint.optim.ExponentialLr;
import dev.adjoint.optim.MultiStepLr;
import dev.adjoint.optim.OneCycleLr;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.Schedule;
import dev.adjoint.optim.Scheduler;
import dev.adjoint.optim.StepLr;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Schedules of the learning rate, as an optimiser sees them step by step. */
final class ScheduleAdapters {
    private ScheduleAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put("step_lr", rates(s -> new StepLr(base(s), s.integer("step_size"), s.number("gamma", 0.1))));
        adapters.put(
                "multistep_lr",
                rates(s -> new MultiStepLr(
                        base(s), Arrays.stream(s.integers("milestones")).boxed().toList(), s.number("gamma", 0.1))));
        adapters.put("exponential_lr", rates(s -> new ExponentialLr(base(s), s.number("gamma"))));
        adapters.put(
                "cosine_annealing_lr",
                rates(s -> new CosineAnnealingLr(base(s), s.integer("T_max"), s.number("eta_min", 0))));
        adapters.put("one_cycle_lr", rates(ScheduleAdapters::oneCycle));
        return adapters;
    }

    private static Schedule oneCycle(Attributes s) {
        // PyTorch's cycle knows its own rates and replaces the optimiser's.
        base(s);
        OneCycleLr.Anneal curve = switch (s.text("anneal_strategy", "cos")) {
            case "cos" -> OneCycleLr.Anneal.COSINE;
            case "linear" -> OneCycleLr.Anneal.LINEAR;
            default -> throw new IllegalArgumentException("unknown annealing in " + s);
        };
        return OneCycleLr.of(s.number("max_lr"), s.integer("total_steps"))
                .riseFraction(s.number("pct_start", 0.3))
                .anneal(curve)
                .cycleMomentum(s.flag("cycle_momentum", true))
                .momentumRange(s.number("base_momentum", 0.85), s.number("max_momentum", 0.95))
                .divFactors(s.number("div_factor", 25), s.number("final_div_factor", 1e4))
                .threePhase(s.flag("three_phase", false));
    }

    private static double base(Attributes s) {
        return s.number("base_lr");
    }

    private static Adapter rates(Function<Attributes, Schedule> schedule) {
        return c -> {
            Parameter parameter = new Parameter("p", NDArray.zeros(DType.FLOAT64, Shape.of(1)));
            Optimizer optimizer = new Adam(1, parameter);
            Scheduler scheduler = new Scheduler(optimizer, schedule.apply(c.attrs()));
            double[] rates = new double[c.attrs().integer("scheduler_steps") + 1];
            double[] momenta = new double[rates.length];
            for (int t = 0; t < rates.length; t++) {
                rates[t] = optimizer.learningRate();
                momenta[t] = optimizer.momentum().orElseThrow();
                scheduler.step();
            }
            return new Results().output(rates).extra("momentum", momenta);
        };
    }
}
