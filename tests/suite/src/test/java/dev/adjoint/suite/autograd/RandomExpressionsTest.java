package dev.adjoint.suite.autograd;

import static dev.adjoint.jqwik.AdjointAssertions.assertGradientsMatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Tensor;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** Random expressions of two variables have the value that Java's own arithmetic gives, and right gradients. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class RandomExpressionsTest {
    private static final Tensor A = Tensor.of(new double[] {0.3, -0.8, 1.4}, 3);
    private static final Tensor B = Tensor.of(new double[] {-0.6, 0.9}, 2, 1);

    /** An expression, which can be computed with tensors and with plain numbers. */
    private interface Expression {
        Tensor of(Tensor a, Tensor b);

        double of(double a, double b);
    }

    private record Variable(boolean first) implements Expression {
        @Override
        public Tensor of(Tensor a, Tensor b) {
            return first ? a : b;
        }

        @Override
        public double of(double a, double b) {
            return first ? a : b;
        }
    }

    private record Constant(double number) implements Expression {
        @Override
        public Tensor of(Tensor a, Tensor b) {
            return Tensor.scalar(a.dtype(), number);
        }

        @Override
        public double of(double a, double b) {
            return number;
        }
    }

    private enum Function {
        SIN(Tensor::sin, Math::sin),
        COS(Tensor::cos, Math::cos),
        TANH(Tensor::tanh, Math::tanh),
        SIGMOID(Tensor::sigmoid, x -> 1 / (1 + Math.exp(-x))),
        EXP_OF_TANH(x -> x.tanh().exp(), x -> Math.exp(Math.tanh(x))),
        LOG_OF_SQUARE(x -> x.square().add(1).log(), x -> Math.log(x * x + 1)),
        NEG(Tensor::neg, x -> -x);

        private final UnaryOperator<Tensor> ofTensors;
        private final DoubleUnaryOperator ofNumbers;

        Function(UnaryOperator<Tensor> ofTensors, DoubleUnaryOperator ofNumbers) {
            this.ofTensors = ofTensors;
            this.ofNumbers = ofNumbers;
        }
    }

    private enum Operator {
        ADD(Tensor::add, (x, y) -> x + y),
        SUB(Tensor::sub, (x, y) -> x - y),
        MUL(Tensor::mul, (x, y) -> x * y),
        DIV_BY_SQUARE((x, y) -> x.div(y.square().add(1)), (x, y) -> x / (y * y + 1));

        private final BinaryOperator<Tensor> ofTensors;
        private final DoubleBinaryOperator ofNumbers;

        Operator(BinaryOperator<Tensor> ofTensors, DoubleBinaryOperator ofNumbers) {
            this.ofTensors = ofTensors;
            this.ofNumbers = ofNumbers;
        }
    }

    private record Application(Function function, Expression x) implements Expression {
        @Override
        public Tensor of(Tensor a, Tensor b) {
            return function.ofTensors.apply(x.of(a, b));
        }

        @Override
        public double of(double a, double b) {
            return function.ofNumbers.applyAsDouble(x.of(a, b));
        }
    }

    private record Combination(Operator operator, Expression x, Expression y) implements Expression {
        @Override
        public Tensor of(Tensor a, Tensor b) {
            return operator.ofTensors.apply(x.of(a, b), y.of(a, b));
        }

        @Override
        public double of(double a, double b) {
            return operator.ofNumbers.applyAsDouble(x.of(a, b), y.of(a, b));
        }
    }

    @Provide
    Arbitrary<Expression> expressions() {
        return expressions(4);
    }

    private static Arbitrary<Expression> expressions(int depth) {
        Arbitrary<Expression> leaf = Arbitraries.oneOf(
                Arbitraries.of(new Variable(true), new Variable(false)),
                Arbitraries.integers().between(-2, 2).map(Constant::new));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Expression> inner = Arbitraries.lazy(() -> expressions(depth - 1));
        return Arbitraries.oneOf(
                leaf,
                Combinators.combine(Arbitraries.of(Function.class), inner).as(Application::new),
                Combinators.combine(Arbitraries.of(Operator.class), inner, inner)
                        .as(Combination::new));
    }

    @Property
    void valueIsThatOfPlainArithmetic(@ForAll("expressions") Expression expression) {
        Tensor zeros = A.mul(0).add(B.mul(0));
        Tensor y = expression.of(A, B).add(zeros);

        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                double expected = expression.of(A.value().at(j), B.value().at(i));
                assertThat(y.value().get(i, j)).isEqualTo(expected, within(1e-13 * (1 + Math.abs(expected))));
            }
        }
    }

    @Property
    void gradientsOfBothOrdersAreRight(@ForAll("expressions") Expression expression) {
        assertGradientsMatch(expression::of, A, B);
    }
}
