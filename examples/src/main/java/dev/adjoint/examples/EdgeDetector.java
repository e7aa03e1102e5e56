package dev.adjoint.examples;

import dev.adjoint.DType;
import dev.adjoint.Engine;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns the kernel that finds the vertical edges of an image from the image and its edges alone. The network is the
 * smallest possible convolutional one: one filter of two numbers.
 */
public final class EdgeDetector {
    /** The learning rate of gradient descent. */
    public static final double LEARNING_RATE = 0.03;

    private static final int STEPS = 10;

    private EdgeDetector() {}

    /**
     * One step of gradient descent.
     *
     * @param loss the summed squared error before the step
     * @param left the kernel's left cell after the step
     * @param right the kernel's right cell after the step
     */
    public record Step(double loss, double left, double right) {
        /**
         * The kernel after the step.
         *
         * @return both cells, {@code [1, 1, 1, 2]}
         */
        public NDArray kernel() {
            return NDArray.of(Shape.of(1, 1, 1, 2), left, right);
        }
    }

    /**
     * Six equal rows: bright, dark from column 2 to 5, bright.
     *
     * @return the image {@code [1, 1, 6, 8]} in float64
     */
    public static Tensor image() {
        double[] pixels = new double[6 * 8];
        for (int i = 0; i < pixels.length; i++) {
            int column = i % 8;
            pixels[i] = column >= 2 && column <= 5 ? 0 : 1;
        }
        return Tensor.of(pixels, 1, 1, 6, 8);
    }

    /**
     * The edges of an image: each pixel less its right neighbour.
     *
     * @param image the image {@code [1, 1, H, W]}
     * @return {@code [1, 1, H, W-1]}: 1 where bright turns dark, -1 where dark turns bright, and 0 elsewhere
     */
    public static Tensor edges(Tensor image) {
        return image.conv(Tensor.of(new double[] {1, -1}, 1, 1, 1, 2));
    }

    /**
     * Learns the kernel, from zero, by gradient descent on the summed squared error.
     *
     * @return the steps in order
     */
    public static List<Step> train() {
        Tensor image = image();
        Tensor target = edges(image);
        Parameter kernel = new Parameter("kernel", NDArray.zeros(DType.FLOAT64, Shape.of(1, 1, 1, 2)));
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            double loss;
            try (Tape tape = Tape.record()) {
                Tensor error = image.conv(kernel).sub(target);
                Tensor squares = error.square().sum();
                tape.backward(squares);
                loss = squares.item();
            }
            kernel.update(w -> w.sub(kernel.grad().mul(LEARNING_RATE)));
            kernel.zeroGrad();
            steps.add(new Step(loss, kernel.value().at(0), kernel.value().at(1)));
        }
        return steps;
    }

    /**
     * Prints the image, its edges and every step.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Tensor image = image();
        System.out.println("Edge detector: which kernel turns the image into its edges?");
        System.out.println();
        System.out.println("  image, each of 6 rows   " + row(image));
        System.out.println("  its edges                 " + row(edges(image)));
        System.out.println("  matrix products by        " + Engine.backend());
        System.out.println();
        System.out.println("  step          loss        kernel after the step");
        List<Step> steps = train();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            System.out.printf("  %4d  %12.8f   (%.8f, %.8f)%n", i + 1, step.loss(), step.left(), step.right());
        }
        System.out.println();
        System.out.println("The edges were made with the kernel (1, -1): each pixel less its right neighbour.");
    }

    private static String row(Tensor image) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < image.dim(-1); column++) {
            text.append(String.format("%4.0f", image.value().get(0, 0, 0, column)));
        }
        return text.toString();
    }
}
