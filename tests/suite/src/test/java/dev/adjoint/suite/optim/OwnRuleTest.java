package dev.adjoint.suite.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Setting;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Block;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.OptimizerOptions;
import dev.adjoint.optim.ParameterStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule of one's own is one class: its settings, its state and its formula are each stated once. */
class OwnRuleTest {
    /** Lion (Chen et al., 2023): steps by the sign of a mix of gradient and momentum. */
    static final class Lion extends Optimizer {
        private final Options options;

        Lion(Block model, Options options) {
            super(model, options);
            this.options = options;
        }

        Lion(Options options, Parameter... parameters) {
            super(options, parameters);
            this.options = options;
        }

        static Options rate(double learningRate) {
            return new Options(learningRate);
        }

        @Override
        protected List<String> stateNames() {
            return List.of("momentum");
        }

        @Override
        protected void update(ParameterStep step) {
            double beta1 = options.get(Options.BETA1);
            double beta2 = options.get(Options.BETA2);
            Tensor p = step.value();
            Tensor g = step.gradient();
            Tensor m = step.state("momentum");
            Tensor mixed = m.mul(beta1).add(g.mul(1 - beta1));
            Tensor sign = mixed.div(mixed.abs());
            step.write(p.mul(1 - step.rate() * step.weightDecay()).sub(sign.mul(step.rate())));
            step.write("momentum", m.mul(beta2).add(g.mul(1 - beta2)));
        }

        static final class Options extends OptimizerOptions<Options> {
            private static final Setting<Double> BETA1 = Setting.fraction("beta1", 0.9);
            private static final Setting<Double> BETA2 = Setting.fraction("beta2", 0.99);

            private Options(double learningRate) {
                super(learningRate);
            }

            Options betas(double beta1, double beta2) {
                return with(BETA1, beta1).with(BETA2, beta2);
            }
        }
    }

    private final Parameter p = new Parameter("p", NDArray.of(Shape.of(2), 4.0, -4.0));

    @Test
    void firstStepsByHand() {
        Lion lion = new Lion(Lion.rate(0.5).betas(0.5, 0.75), p);
        lion.step(() -> p.mul(new Tensor(NDArray.of(Shape.of(2), 8.0, -8.0))).sum());
        assertThat(p.value().toDoubleArray()).containsExactly(3.5, -3.5);
        assertThat(lion.state().arrays().get("0.momentum").toDoubleArray()).containsExactly(2, -2);
    }

    @Test
    void settingsOfEveryRuleWorkForIt() {
        Lion lion = new Lion(Lion.rate(0.5).weightDecay(0.5).maximize(true), p);
        lion.step(() -> p.sum());
        assertThat(p.value().toDoubleArray()).containsExactly(3 + 0.5, -3 + 0.5);
        assertThat(lion).hasToString("Lion(rate 0.5, 1 parameter)");
    }

    @Test
    void whatARuleComputesIsNotRecorded() {
        Lion lion = new Lion(Lion.rate(0.5), p);
        try (Tape tape = Tape.record()) {
            p.square();
            int entries = tape.entries().size();
            p.setGrad(new Tensor(NDArray.of(Shape.of(2), 1.0, 1.0)));
            lion.step();
            assertThat(tape.entries()).hasSize(entries);
        }
    }
}
