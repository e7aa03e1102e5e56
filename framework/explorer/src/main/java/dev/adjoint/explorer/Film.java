package dev.adjoint.explorer;

import dev.adjoint.ArgumentException;
import dev.adjoint.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Snapshots of a training run: the loss and the weights of some layers, frame by frame.
 *
 * <pre>{@code
 * Film film = Film.of(Map.of("kernel", kernel)).learningRate(0.03);
 * for (int step = 0; step < 10; step++) {
 *     film.snapshot(step, trainOneStep());
 * }
 * }</pre>
 *
 * <p>A film keeps a copy of each weight in each frame. So give it the few small kernels that are worth seeing, not a
 * whole network.
 */
public final class Film {
    private final Map<String, Parameter> parameters;
    private final List<Frame> frames = new ArrayList<>();
    private double learningRate;

    private Film(Map<String, Parameter> parameters) {
        this.parameters = new LinkedHashMap<>(parameters);
    }

    /**
     * One frame.
     *
     * @param step the number of training steps, or epochs, before this frame
     * @param loss the loss
     * @param weights the elements of each parameter
     */
    record Frame(int step, double loss, List<double[]> weights) {}

    /**
     * The data for the page.
     *
     * @param names the parameters' names
     * @param shapes their shapes
     * @param learningRate the rate; 0 if it is not known
     * @param frames in order
     */
    record Roll(Collection<String> names, List<int[]> shapes, double learningRate, List<Frame> frames) {}

    /**
     * An empty film.
     *
     * @param parameters the parameters of the snapshots, by name
     * @return the film
     */
    public static Film of(Map<String, Parameter> parameters) {
        return new Film(parameters);
    }

    /**
     * Sets the learning rate of a run of plain gradient descent. The page then lets the viewer vary it.
     *
     * @param rate more than 0
     * @return this
     * @throws ArgumentException if the rate is not more than 0
     */
    public Film learningRate(double rate) {
        if (!(rate > 0)) {
            throw new ArgumentException("film: expected a learning rate above 0, got " + rate);
        }
        learningRate = rate;
        return this;
    }

    /**
     * Adds a frame with the weights as they are now.
     *
     * @param step the number of training steps, or epochs, before this frame
     * @param loss the loss with these weights, or the mean over the epoch
     */
    public void snapshot(int step, double loss) {
        frames.add(new Frame(
                step,
                loss,
                parameters.values().stream().map(p -> p.value().toDoubleArray()).toList()));
    }

    /**
     * The number of frames.
     *
     * @return 0 or more
     */
    public int frames() {
        return frames.size();
    }

    Roll roll() {
        return new Roll(
                List.copyOf(parameters.keySet()),
                parameters.values().stream().map(p -> p.shape().dims()).toList(),
                learningRate,
                List.copyOf(frames));
    }

    /** The largest distance of a weight of a parameter from a centre, over all frames; 0 if it is not in the film. */
    double reach(Parameter parameter, double[] centre) {
        int place = new ArrayList<>(parameters.values()).indexOf(parameter);
        double reach = 0;
        for (Frame frame : place < 0 ? List.<Frame>of() : frames) {
            double[] weights = frame.weights.get(place);
            for (int i = 0; i < centre.length; i++) {
                reach = Math.max(reach, Math.abs(weights[i] - centre[i]));
            }
        }
        return reach;
    }
}
