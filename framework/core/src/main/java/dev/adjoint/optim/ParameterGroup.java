package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.Setting;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Settings of some of an optimiser's parameters; see {@link Optimizer#group}. A group is a value: setting something
 * gives a changed copy. Other settings are those of the optimiser.
 */
public final class ParameterGroup {
    private final String pattern;
    private final double baseRate;
    private final OptionalDouble rate;
    private final OptionalDouble weightDecay;
    private final Optional<Boolean> frozen;

    private ParameterGroup(
            String pattern,
            double baseRate,
            OptionalDouble rate,
            OptionalDouble weightDecay,
            Optional<Boolean> frozen) {
        this.pattern = pattern;
        this.baseRate = baseRate;
        this.rate = rate;
        this.weightDecay = weightDecay;
        this.frozen = frozen;
    }

    /** A group without settings, of an optimiser that was created with a rate. */
    static ParameterGroup of(String pattern, double baseRate) {
        return new ParameterGroup(pattern, baseRate, OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());
    }

    /**
     * Sets the learning rate of the group. If a schedule changes the optimiser's rate, the group's rate changes by the
     * same factor.
     *
     * @param learningRate the size of a step, finite and not negative, when the optimiser has the rate of its creation
     * @return the changed group
     * @throws ArgumentException if it is out of range, or the optimiser was created with a rate of 0
     */
    public ParameterGroup rate(double learningRate) {
        Range.atLeast0("group " + pattern + ": learning rate", learningRate);
        if (baseRate == 0) {
            throw new ArgumentException("group " + pattern + ": a rate of its own needs an optimizer whose rate is"
                    + " greater than 0; to train the group alone, freeze the other parameters");
        }
        return new ParameterGroup(pattern, baseRate, OptionalDouble.of(learningRate), weightDecay, frozen);
    }

    /**
     * Sets the weight decay of the group.
     *
     * @param decay finite and not negative
     * @return the changed group
     * @throws ArgumentException if it is out of range
     */
    public ParameterGroup weightDecay(double decay) {
        Range.atLeast0("group " + pattern + ": weight decay", decay);
        return new ParameterGroup(pattern, baseRate, rate, OptionalDouble.of(decay), frozen);
    }

    /**
     * Sets whether the optimiser leaves the group unchanged. Gradients are still computed;
     * {@link dev.adjoint.nn.Block#freeze} saves that work too.
     *
     * @param isFrozen whether the parameters stay unchanged
     * @return the changed group
     */
    public ParameterGroup frozen(boolean isFrozen) {
        return new ParameterGroup(pattern, baseRate, rate, weightDecay, Optional.of(isFrozen));
    }

    /**
     * Which parameters belong to the group.
     *
     * @return the pattern of their paths
     */
    public String pattern() {
        return pattern;
    }

    double baseRate() {
        return baseRate;
    }

    OptionalDouble rate() {
        return rate;
    }

    OptionalDouble weightDecay() {
        return weightDecay;
    }

    Optional<Boolean> frozen() {
        return frozen;
    }

    /** Whether a parameter belongs to the group: the pattern matches its path, or the path of a block that holds it. */
    boolean contains(String path) {
        String anywhere = pattern.startsWith("*.") ? "(.*\\.)?" : "";
        String rest = pattern.substring(anywhere.isEmpty() ? 0 : 2);
        StringBuilder regex = new StringBuilder(anywhere);
        for (String literal : rest.split("\\*", -1)) {
            regex.append(regex.length() > anywhere.length() ? ".*" : "").append(Pattern.quote(literal));
        }
        return path.matches(regex.append("(\\..*)?").toString());
    }

    /** Gives a parameter the settings of the group. */
    void apply(Slot slot) {
        rate.ifPresent(r -> slot.rateFactor = r / baseRate);
        weightDecay.ifPresent(decay -> slot.weightDecay = decay);
        frozen.ifPresent(f -> slot.frozen = f);
    }

    /** The group as in {@code *.bias: weight decay 0}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(pattern).append(':');
        rate.ifPresent(r -> text.append(" rate ").append(Setting.text(r)));
        weightDecay.ifPresent(decay -> text.append(" weight decay ").append(Setting.text(decay)));
        frozen.ifPresent(f -> text.append(f ? " frozen" : " not frozen"));
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParameterGroup group
                && pattern.equals(group.pattern)
                && baseRate == group.baseRate
                && rate.equals(group.rate)
                && weightDecay.equals(group.weightDecay)
                && frozen.equals(group.frozen);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }
}
