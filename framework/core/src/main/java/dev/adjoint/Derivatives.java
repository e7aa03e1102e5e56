package dev.adjoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What gradients, Jacobians and Hessians of whole functions have in common. */
final class Derivatives {
    private Derivatives() {}

    /** On the tape that records, or else on one of its own, from which results come as constants. */
    static List<Tensor> onTape(Function<Tape, List<Tensor>> body) {
        if (Tape.isRecordingHere()) {
            return body.apply(Tape.current());
        }
        try (Tape tape = Tape.record()) {
            List<Tensor> results = new ArrayList<>();
            body.apply(tape).forEach(result -> results.add(result.detach()));
            return results;
        }
    }

    static Tensor inner(List<Tensor> a, List<Tensor> b) {
        Tensor sum = a.get(0).mul(b.get(0)).sum();
        for (int i = 1; i < a.size(); i++) {
            sum = sum.add(a.get(i).mul(b.get(i)).sum());
        }
        return sum;
    }

    static void requireDirections(List<Tensor> directions, Tensor... wrt) {
        List<Shape> expected = Arrays.stream(wrt).map(Tensor::shape).toList();
        List<Shape> got = directions.stream().map(Tensor::shape).toList();
        if (!expected.equals(got)) {
            throw new ShapeException(
                    "directions: expected one tensor for each argument, of shapes " + expected + ", got " + got);
        }
    }
}
