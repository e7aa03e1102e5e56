package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConcurrencyException;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Setting;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.internal.Access;
import dev.adjoint.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Changes parameters so that a loss becomes smaller, given their gradients.
 *
 * <pre>{@code
 * Adam adam = new Adam(net, 1e-3);
 * double loss = adam.step(() -> Losses.crossEntropy(net.forward(x), labels));
 * }</pre>
 *
 * <p>Where one call does not do, {@link #step()} and {@link #zeroGrad} stand beside a tape of one's own. A step skips
 * parameters that are frozen and those that no backward pass has reached since {@code zeroGrad}.
 *
 * <p>Some parameters may have settings of their own, by their paths in the model:
 *
 * <pre>{@code
 * new AdamW(net, 1e-3).group("7", g -> g.rate(1e-2)).group("*.bias", g -> g.weightDecay(0));
 * }</pre>
 *
 * <p>A rule of one's own extends this class and writes {@link #update}. What it remembers of a parameter it names in
 * {@link #stateNames}; such an array is made at the parameter's first step, of its shape and element type.
 */
public abstract class Optimizer {
    private final List<Slot> slots = new ArrayList<>();
    private final List<ParameterGroup> groups = new ArrayList<>();
    private final LossStep lossStep = new LossStep(this);
    private final OptimizerOptions<?> options;
    private double learningRate;
    private OptionalDouble momentum;

    /**
     * Creates an optimiser of all parameters of a model.
     *
     * @param model whose parameters it changes
     * @param options its settings
     * @throws ArgumentException if the model has no parameters
     */
    protected Optimizer(Block model, OptimizerOptions<?> options) {
        this(options);
        model.parameters().forEach((path, parameter) -> add(path, parameter));
        requireParameters();
    }

    /**
     * Creates an optimiser of some parameters. In patterns of {@linkplain #group groups} their names stand for their
     * paths.
     *
     * @param options its settings
     * @param parameters what it changes; one that comes twice, being shared by two layers, counts once
     * @throws ArgumentException if there are no parameters
     */
    protected Optimizer(OptimizerOptions<?> options, Parameter... parameters) {
        this(options);
        for (Parameter parameter : parameters) {
            add(parameter.name(), parameter);
        }
        requireParameters();
    }

    /**
     * Creates an optimiser of all parameters of a model that has no settings but a rate.
     *
     * @param model whose parameters it changes
     * @param learningRate the size of a step, finite and not negative
     * @throws ArgumentException if the model has no parameters, or the rate is out of range
     */
    protected Optimizer(Block model, double learningRate) {
        this(model, new Plain(learningRate));
    }

    /**
     * Creates an optimiser of some parameters that has no settings but a rate.
     *
     * @param learningRate the size of a step, finite and not negative
     * @param parameters what it changes
     * @throws ArgumentException if there are no parameters, or the rate is out of range
     */
    protected Optimizer(double learningRate, Parameter... parameters) {
        this(new Plain(learningRate), parameters);
    }

    /** The settings of a rule that has none of its own. */
    private static final class Plain extends OptimizerOptions<Plain> {
        private Plain(double learningRate) {
            super(learningRate);
        }
    }

    private Optimizer(OptimizerOptions<?> options) {
        this.options = options;
        this.learningRate = options.get(OptimizerOptions.LEARNING_RATE);
        this.momentum = options.momentum();
    }

    private void add(String path, Parameter parameter) {
        if (slots.stream().noneMatch(slot -> slot.parameter == parameter)) {
            slots.add(new Slot(parameter, path, options.get(OptimizerOptions.WEIGHT_DECAY)));
        }
    }

    private void requireParameters() {
        if (slots.isEmpty()) {
            throw new ArgumentException("optimizer: expected at least one parameter, got none");
        }
    }

    /**
     * What the rule remembers of each parameter.
     *
     * @return names of arrays, without dots; none unless overridden
     */
    protected List<String> stateNames() {
        return List.of();
    }

    /**
     * What new state arrays are filled with.
     *
     * @return 0 unless overridden
     */
    protected double initialState() {
        return 0;
    }

    /**
     * Changes one parameter: writes its value, and what is remembered of it. What is computed here is not recorded.
     *
     * @param step the parameter with its gradient, and the settings that are in force
     */
    protected abstract void update(ParameterStep step);

    /**
     * A step of one call: computes the loss, walks back over it, changes the parameters, and forgets the gradients. A
     * tape and a workspace are open meanwhile, the latter kept from step to step: what the loss computes can be read
     * inside the call alone, unless it is copied.
     *
     * <p>The step goes along the gradient of this loss. Gradients that stood before are forgotten, and those of
     * parameters that are not this optimiser's add up, as after {@link Tape#backward}. If the loss or the walk back
     * fails, the parameters, their gradients and this optimiser are as they were.
     *
     * @param loss computes the loss, of one element, such as {@code () -> Losses.crossEntropy(net.forward(x), labels)}
     * @return the loss before the step
     * @throws dev.adjoint.ShapeException if the loss has more than one element, or none
     * @throws dev.adjoint.AnomalyException if it is NaN or infinite
     * @throws dev.adjoint.TapeException if the loss depends on no trainable parameter
     * @throws ArgumentException if it depends on none that this optimiser changes
     * @throws ConcurrencyException if another thread trains one of the parameters at the same time
     */
    public final double step(Supplier<Tensor> loss) {
        return lossStep.run(loss);
    }

    /**
     * Changes every parameter that is not frozen and has a gradient, and advances the version of its value.
     *
     * @throws ConcurrencyException if another thread trains one of the parameters at the same time; nothing is changed
     *     then
     */
    public final void step() {
        requireOwnGradients();
        List<String> names = stateNames();
        int sign = options.get(OptimizerOptions.MAXIMIZE) ? -1 : 1;
        for (Slot slot : slots) {
            if (slot.isActive() && slot.state.size() < names.size()) {
                slot.state = names.stream().map(name -> newState(slot)).toList();
            }
        }
        Tape.Pause pause = Tape.isRecordingHere() ? Tape.current().pause() : () -> {};
        try {
            for (Slot slot : slots) {
                if (slot.isActive()) {
                    update(new ParameterStep(slot, names, learningRate * slot.rateFactor, momentum.orElse(0), sign));
                    slot.steps++;
                    Access.get().stepped(slot.parameter);
                }
            }
        } finally {
            pause.close();
        }
    }

    void requireOwnGradients() {
        slots.forEach(slot -> Access.get().requireOwnGradient(slot.parameter));
    }

    private NDArray newState(Slot slot) {
        return NDArray.full(slot.parameter.dtype(), slot.parameter.shape(), initialState());
    }

    /** Forgets the gradients of all parameters. */
    public final void zeroGrad() {
        slots.forEach(slot -> slot.parameter.zeroGrad());
    }

    /**
     * The parameters.
     *
     * @return all of them, each once, in the order given
     */
    public final List<Parameter> parameters() {
        return slots.stream().map(slot -> slot.parameter).toList();
    }

    /** The parameters that a step changes if they have a gradient. */
    List<Parameter> learning() {
        return slots.stream()
                .filter(slot -> slot.parameter.isTrainable() && !slot.frozen)
                .map(slot -> slot.parameter)
                .toList();
    }

    List<Slot> slots() {
        return slots;
    }

    List<ParameterGroup> groups() {
        return groups;
    }

    /**
     * Gives some parameters settings of their own. A parameter may belong to several groups: each changes what it sets,
     * the last one added last.
     *
     * <pre>
     * 7         the parameter of that path, or all parameters of the block of that path
     * *.bias    all biases, however deep: a star stands for any characters, dots among them
     * </pre>
     *
     * @param pattern which parameters, by their paths in the model
     * @param settings sets what is different for them, as in {@code g -> g.rate(1e-2).weightDecay(0)}
     * @return this optimiser
     * @throws ArgumentException if no parameter belongs to the group, or a setting is out of range
     */
    public final Optimizer group(String pattern, UnaryOperator<ParameterGroup> settings) {
        ParameterGroup group = settings.apply(ParameterGroup.of(pattern, options.get(OptimizerOptions.LEARNING_RATE)));
        List<Slot> members =
                slots.stream().filter(slot -> group.contains(slot.path)).toList();
        if (members.isEmpty()) {
            throw new ArgumentException("group " + pattern + ": no parameter belongs to it; there are "
                    + slots.stream().map(slot -> slot.path).toList());
        }
        members.forEach(group::apply);
        groups.add(group);
        return this;
    }

    /** Replaces the settings of the groups by those that the same groups had when they were saved. */
    void setGroups(List<ParameterGroup> saved) {
        for (ParameterGroup group : saved) {
            slots.stream().filter(slot -> group.contains(slot.path)).forEach(group::apply);
        }
        groups.clear();
        groups.addAll(saved);
    }

    /**
     * The size of a step.
     *
     * @return the learning rate now in force
     */
    public final double learningRate() {
        return learningRate;
    }

    /**
     * Sets the size of the steps from now on. The rates of groups change by the same factor.
     *
     * @param rate the learning rate, finite and not negative
     * @throws ArgumentException if it is negative, infinite or NaN
     */
    public final void setLearningRate(double rate) {
        this.learningRate = Range.atLeast0("learning rate", rate);
    }

    /**
     * The momentum, if the rule has one that a schedule may change: Adam's is beta1.
     *
     * @return the momentum now in force, or empty
     */
    public final OptionalDouble momentum() {
        return momentum;
    }

    /**
     * Sets the momentum of the steps from now on.
     *
     * @param newMomentum at least 0 and less than 1
     * @throws ArgumentException if it is out of range, or the rule has no momentum
     */
    public final void setMomentum(double newMomentum) {
        if (momentum.isEmpty()) {
            throw new ArgumentException(kind() + ": it was created without momentum, so none can be set");
        }
        momentum = OptionalDouble.of(Range.fraction("momentum", newMomentum));
    }

    String kind() {
        return getClass().getSimpleName();
    }

    /**
     * Everything that the next steps depend on besides the parameters, their gradients and the options.
     *
     * @return a copy
     */
    public final OptimizerState state() {
        return OptimizerState.of(this);
    }

    /**
     * Goes on from a saved state: the next steps give the same bits as those of the optimiser that it came from.
     *
     * @param saved the state of an optimiser of the same class, options and groups over parameters of the same shapes
     * @throws ArgumentException if the state does not fit; nothing is changed then
     */
    public final void load(OptimizerState saved) {
        saved.loadInto(this);
    }

    /** Takes over numbers that were checked. */
    void restore(double rate, OptionalDouble savedMomentum) {
        learningRate = rate;
        momentum = savedMomentum;
    }

    /** The optimiser as in {@code AdamW(rate 0.001, 12 parameters, *.bias: weight decay 0)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind().isEmpty() ? "Optimizer" : kind())
                .append("(rate ")
                .append(Setting.text(learningRate))
                .append(", ")
                .append(Numbers.count(slots.size(), "parameter"));
        groups.forEach(group -> text.append(", ").append(group));
        return text.append(')').toString();
    }
}
