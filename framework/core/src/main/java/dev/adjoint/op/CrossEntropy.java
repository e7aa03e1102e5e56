package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.reduction.CrossEntropies;

/**
 * The cross-entropy of the softmax of logits, reduced or not: with targets t, {@code p = softmax(x)} along an axis and
 * factor k, {@code y[e] = -k sum over c of t[e,c] log p[e,c]}, or its sum over e. A target of 0 adds nothing, also
 * where the probability is 0. Gradient: {@code g k (p sum(t) - t)}, see {@link OfLogits}. Source: PyTorch's
 * {@code torch.nn.functional.cross_entropy}.
 *
 * @param axis the axis of the classes, from 0
 * @param targets what each element should be
 * @param divisor 1 / k
 * @param summed whether the losses are added up to a scalar
 */
public record CrossEntropy(int axis, Targets targets, double divisor, boolean summed) implements Op {
    /** The targets of each element, constants. */
    @FunctionalInterface
    public interface Targets {
        /**
         * Writes the targets of an element, one number a class.
         *
         * @param element its place in row-major order, the axis of the classes left out
         * @param target is overwritten
         * @return whether the element counts; if not, its loss is 0
         */
        boolean write(int element, double[] target);
    }

    @Override
    public Forward forward(NDArray... in) {
        double[] losses = CrossEntropies.losses(in[0], axis, targets::write);
        Shape shape = in[0].shape().reduced(new int[] {axis}, false);
        if (!summed) {
            return Forward.of(NDArray.wrap(shape, losses).to(in[0].dtype()));
        }
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        return Forward.of(NDArray.scalar(in[0].dtype(), sum / divisor));
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> new OfLogits(this).apply(entry.input(0), g));
    }

    /**
     * {@code dx = g k (p sum(t) - t)}. Inputs: x, and g of the shape of the loss. Gradients for an upstream u: {@code g
     * k sum(t) p (u - sum(u p))} for x, {@code sum(u k (p sum(t) - t))} for g.
     *
     * @param loss whose gradient it is
     */
    record OfLogits(CrossEntropy loss) implements Op {
        @Override
        public String name() {
            return "cross_entropy_gradient";
        }

        @Override
        public Forward forward(NDArray... in) {
            NDArray g = in[1];
            double divisor = loss.summed ? loss.divisor : 1;
            return Forward.of(CrossEntropies.gradient(
                    in[0], loss.axis, loss.targets::write, i -> g.at(loss.summed ? 0 : i) / divisor));
        }

        @Override
        public boolean needsOutput() {
            return false;
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor u) {
            Tensor x = entry.input(0);
            Tensor g = entry.input(1);
            Shape kept = x.shape().reduced(new int[] {loss.axis}, true);
            return Gradient.of(
                    () -> {
                        Tensor p = x.softmax(loss.axis);
                        Tensor mean = u.mul(p).sumTo(kept);
                        Tensor factor = (loss.summed ? g : g.reshape(kept)).mul(totals(x, kept));
                        return p.mul(u.sub(mean)).mul(factor);
                    },
                    () -> {
                        Tensor one = new Tensor(NDArray.full(g.dtype(), g.shape(), 1));
                        Tensor product = new OfLogits(loss).apply(x, one).mul(u);
                        return loss.summed ? product.sum() : product.sumTo(kept).reshape(g.shape());
                    });
        }

        /** {@code k sum(t)} of each element, a constant. */
        private Tensor totals(Tensor x, Shape kept) {
            double[] target = new double[x.dim(loss.axis)];
            double[] totals = new double[kept.size()];
            for (int i = 0; i < totals.length; i++) {
                if (loss.targets.write(i, target)) {
                    for (double t : target) {
                        totals[i] += t;
                    }
                    totals[i] /= loss.summed ? loss.divisor : 1;
                }
            }
            return new Tensor(NDArray.wrap(kept, totals).to(x.dtype()));
        }
    }
}
