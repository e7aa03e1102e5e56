package dev.adjoint.suite.reference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.Optimizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network and its training as a file describes them, run again. */
final class Trajectory {
    private final JsonNode json;
    private final Attributes loss;
    private final Tensor samples;
    private final int batchSize;

    /** What a training left behind. */
    record Outcome(double[] losses, double evalLoss, Map<String, NDArray> parameters, Map<String, NDArray> buffers) {}

    /** What the first step computed before anything changed. */
    record FirstStep(NDArray output, Map<String, NDArray> gradients) {}

    Trajectory(JsonNode json) {
        this.json = json;
        this.loss = new Attributes(json.get("loss"));
        this.samples = new Tensor(JsonArrays.floats(json.get("x")));
        this.batchSize = json.get("batch_size").intValue();
    }

    FirstStep firstStep() {
        Sequential network = network();
        try (Tape tape = Tape.record()) {
            Tensor output = network.forward(rows(samples, 0, batchSize));
            tape.backward(loss(output, 0, batchSize));
            Map<String, NDArray> gradients = new LinkedHashMap<>();
            network.parameters()
                    .forEach((path, p) -> gradients.put(path, p.grad().value()));
            return new FirstStep(output.value(), gradients);
        }
    }

    Outcome train(Attributes settings) {
        Sequential network = network();
        Optimizer optimizer = OptimizerSettings.optimizer(
                settings.text("optimizer"),
                settings,
                network.parameters().values().toArray(Parameter[]::new));
        double[] losses = new double[json.get("steps").intValue()];
        int batches = samples.dim(0) / batchSize;
        for (int t = 0; t < losses.length; t++) {
            int from = t % batches * batchSize;
            optimizer.zeroGrad();
            try (Tape tape = Tape.record()) {
                Tensor loss = loss(network.forward(rows(samples, from, batchSize)), from, batchSize);
                tape.backward(loss);
                losses[t] = loss.item();
            }
            optimizer.step();
        }
        network.eval();
        double evalLoss = loss(network.forward(samples), 0, samples.dim(0)).item();
        Map<String, NDArray> parameters = new LinkedHashMap<>();
        network.parameters().forEach((path, p) -> parameters.put(path, p.value()));
        Map<String, NDArray> buffers = new LinkedHashMap<>();
        network.buffers().forEach((path, b) -> buffers.put(path, b.value()));
        return new Outcome(losses, evalLoss, parameters, buffers);
    }

    /** Settings of the loss that were not obeyed. */
    List<String> unread() {
        return loss.unread();
    }

    /** The network with the initial parameters; they must be all there are. */
    private Sequential network() {
        Map<String, NDArray> initial = new LinkedHashMap<>();
        json.get("initial").properties().forEach(e -> initial.put(e.getKey(), JsonArrays.floats(e.getValue())));
        Sequential network = new NetworkBuilder(initial).build(json.get("layers"), rows(samples, 0, batchSize));
        Map<String, Parameter> parameters = network.parameters();
        if (!parameters.keySet().equals(initial.keySet())) {
            throw new AssertionError(
                    "the network has the parameters " + parameters.keySet() + ", the file has " + initial.keySet());
        }
        parameters.forEach((path, p) -> p.assign(initial.get(path)));
        return network;
    }

    private Tensor loss(Tensor output, int from, int count) {
        String type = loss.text("type");
        var function = LossAdapters.functions().get(type);
        if (function == null) {
            throw new IllegalArgumentException("unknown loss " + type);
        }
        return function.apply(new Batch(output, from, count));
    }

    private static Tensor rows(Tensor x, int from, int count) {
        return x.slice(0, from, from + count);
    }

    /** The inputs of the loss for a range of samples. */
    private final class Batch implements LossInputs {
        private final Tensor output;
        private final int from;
        private final int count;

        Batch(Tensor output, int from, int count) {
            this.output = output;
            this.from = from;
            this.count = count;
        }

        @Override
        public Attributes attrs() {
            return loss;
        }

        @Override
        public boolean has(String input) {
            return input.equals("x") || input.equals("target") || loss.has(input);
        }

        @Override
        public boolean isInteger(String input) {
            return JsonArrays.isInteger(json.get(input));
        }

        @Override
        public Tensor tensor(String input) {
            return switch (input) {
                case "x" -> output;
                case "target" -> rows(new Tensor(JsonArrays.floats(json.get("target"))), from, count);
                default -> new Tensor(JsonArrays.floats(loss.node(input)));
            };
        }

        @Override
        public IntArray integers(String input) {
            IntArray all = JsonArrays.ints(json.get(input));
            int[] dims = all.shape().dims();
            int row = all.shape().size() / dims[0];
            dims[0] = count;
            return IntArray.of(Shape.of(dims), Arrays.copyOfRange(all.ints(), from * row, (from + count) * row));
        }
    }
}
