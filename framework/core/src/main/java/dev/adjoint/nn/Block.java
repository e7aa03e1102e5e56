package dev.adjoint.nn;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.internal.Access;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A part of a network: parameters, buffers, generators and child modules, each registered once under a name.
 *
 * <pre>{@code
 * final class Scale extends Layer {
 *     private final Parameter factor = parameter("factor", NDArray.scalar(DType.FLOAT32, 1));
 *
 *     protected Tensor compute(Tensor x) {
 *         return x.mul(factor);
 *     }
 * }
 * }</pre>
 *
 * <p>A path joins the names from the module down with dots, as PyTorch does: {@code features.0.weight}. A module's own
 * parameters come before its own buffers, and both before its children's.
 */
public abstract class Block {
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();
    private final Map<String, RandomGenerator> generators = new LinkedHashMap<>();
    private final Map<String, Block> children = new LinkedHashMap<>();
    private Block parent;
    private String name;
    private boolean training = true;

    /** Creates a module without parts, in training mode. */
    protected Block() {}

    /**
     * Registers a learned tensor.
     *
     * @param name its name, without dots and unique among the module's parts
     * @param initial its first value, owned by the parameter from now on
     * @return the parameter
     * @throws ArgumentException if the name is not legal
     */
    protected final Parameter parameter(String name, NDArray initial) {
        requireFree(name);
        Parameter parameter = new Parameter(name, initial);
        parameters.put(name, parameter);
        return parameter;
    }

    /**
     * Registers state that is saved but not learned.
     *
     * @param name its name, without dots and unique among the module's parts
     * @param initial its first value, owned by the buffer from now on
     * @return the buffer
     * @throws ArgumentException if the name is not legal
     */
    protected final Buffer buffer(String name, NDArray initial) {
        requireFree(name);
        Buffer buffer = new Buffer(name, initial);
        buffers.put(name, buffer);
        return buffer;
    }

    /**
     * Registers where the module's forward pass draws random numbers from, so that its state can be saved with the
     * others. A generator for first values alone is not registered. Several modules may share one.
     *
     * @param name its name, without dots and unique among the module's parts
     * @param random the generator
     * @return the generator
     * @throws ArgumentException if the name is not legal or there is no generator
     */
    protected final RandomGenerator generator(String name, RandomGenerator random) {
        requireFree(name);
        if (random == null) {
            throw new ArgumentException("generator " + name + " of " + kind() + ": expected a generator, got null");
        }
        generators.put(name, random);
        return random;
    }

    /**
     * Registers a module as a part of this one. A module has one parent: weights are shared by calling one module
     * twice, not by registering it twice.
     *
     * @param <M> the module's type
     * @param name its name, without dots and unique among the module's parts
     * @param module the child
     * @return the child
     * @throws ArgumentException if the name is not legal or the child is already a part of a module
     */
    protected final <M extends Block> M child(String name, M module) {
        requireFree(name);
        Block given = module;
        if (given == null) {
            throw new ArgumentException("child " + name + " of " + kind() + ": expected a module, got null");
        }
        for (Block above = this; above != null; above = above.parent) {
            if (above == given) {
                throw new ArgumentException("child " + name + " of " + kind() + ": a module cannot contain itself");
            }
        }
        if (given.parent != null) {
            throw new ArgumentException("child " + name + " of " + kind() + ": this " + given.kind()
                    + " is already the part " + given.name + " of a " + given.parent.kind()
                    + "; to share weights call it twice, otherwise create another");
        }
        given.parent = this;
        given.name = name;
        given.setTraining(training);
        children.put(name, given);
        return module;
    }

    private void requireFree(String part) {
        if (part == null || part.isEmpty() || part.indexOf('.') >= 0) {
            throw new ArgumentException(
                    "part of " + kind() + ": expected a name that is not empty and has no dots, got '" + part + "'");
        }
        if (Stream.of(parameters, buffers, generators, children).anyMatch(parts -> parts.containsKey(part))) {
            throw new ArgumentException("part of " + kind() + ": the name '" + part + "' is already taken");
        }
    }

    /**
     * All parameters, this module's and its children's.
     *
     * @return the parameters by path
     */
    public final Map<String, Parameter> parameters() {
        Map<String, Parameter> all = new LinkedHashMap<>();
        visit("", (prefix, module) -> module.parameters.forEach((part, p) -> all.put(prefix + part, p)));
        return all;
    }

    /**
     * All buffers, this module's and its children's.
     *
     * @return the buffers by path
     */
    public final Map<String, Buffer> buffers() {
        Map<String, Buffer> all = new LinkedHashMap<>();
        visit("", (prefix, module) -> module.buffers.forEach((part, b) -> all.put(prefix + part, b)));
        return all;
    }

    /**
     * All generators of random numbers, this module's and its children's.
     *
     * @return the generators by path; one that several modules share comes more than once
     */
    public final Map<String, RandomGenerator> generators() {
        Map<String, RandomGenerator> all = new LinkedHashMap<>();
        visit("", (prefix, module) -> module.generators.forEach((part, g) -> all.put(prefix + part, g)));
        return all;
    }

    /**
     * The modules registered directly in this one.
     *
     * @return a read-only view by name
     */
    public final Map<String, Block> children() {
        return Collections.unmodifiableMap(children);
    }

    private void visit(String prefix, BiConsumer<String, Block> visitor) {
        visitor.accept(prefix, this);
        children.forEach((part, child) -> child.visit(prefix + part + ".", visitor));
    }

    /** Switches to training: dropout drops, batch normalisation uses and records the batch's statistics. */
    public final void train() {
        setTraining(true);
    }

    /** Switches to evaluation: dropout does nothing, batch normalisation uses its running statistics. */
    public final void eval() {
        setTraining(false);
    }

    private void setTraining(boolean now) {
        visit("", (prefix, module) -> module.training = now);
    }

    /**
     * Whether the module is in training mode.
     *
     * @return true at first
     */
    public final boolean isTraining() {
        return training;
    }

    /** Forgets the gradients of all parameters. */
    public final void zeroGrad() {
        parameters().values().forEach(Parameter::zeroGrad);
    }

    /** Keeps all parameters as they are: no gradients, no updates. Running statistics still follow in training mode. */
    public final void freeze() {
        parameters().values().forEach(p -> p.setTrainable(false));
    }

    /** Lets all parameters learn again. */
    public final void unfreeze() {
        parameters().values().forEach(p -> p.setTrainable(true));
    }

    /**
     * The values of all parameters and buffers.
     *
     * @return copies by path, which training does not change
     */
    public final Map<String, NDArray> state() {
        Map<String, NDArray> copies = new LinkedHashMap<>();
        values().forEach((path, value) -> copies.put(path, value.copy()));
        return copies;
    }

    /** The values themselves, parameters and buffers of each module together. */
    private Map<String, NDArray> values() {
        Map<String, NDArray> all = new LinkedHashMap<>();
        visit("", (prefix, module) -> {
            module.parameters.forEach((part, p) -> all.put(prefix + part, p.value()));
            module.buffers.forEach((part, b) -> all.put(prefix + part, b.value()));
        });
        return all;
    }

    /**
     * Overwrites all parameters and buffers. Unless every one of them fits, nothing is changed.
     *
     * @param state values by path, as {@link #state} gives them; copied
     * @throws ArgumentException naming every path that is missing, not expected, or of another shape or element type
     */
    public final void load(Map<String, NDArray> state) {
        Map<String, NDArray> own = values();
        List<String> problems = new ArrayList<>();
        own.forEach((path, value) -> {
            NDArray given = state.get(path);
            String expected = value.dtype() + "" + value.shape();
            if (given == null) {
                problems.add("missing " + path + ", expected " + expected);
            } else if (!given.shape().equals(value.shape()) || given.dtype() != value.dtype()) {
                problems.add(path + ": expected " + expected + ", got " + given.dtype() + given.shape());
            }
        });
        state.keySet().stream()
                .filter(path -> !own.containsKey(path))
                .forEach(path -> problems.add("unexpected " + path));
        if (!problems.isEmpty()) {
            throw new ArgumentException("load into " + kind() + ": " + problems.size() + " of the entries do not fit; "
                    + String.join("; ", problems));
        }
        own.forEach((path, value) -> value.assign(state.get(path)));
    }

    /**
     * Runs a computation so that errors in it carry this module's name in their path. {@link Layer#forward} does it for
     * layers; modules with other inputs do it themselves.
     *
     * @param <T> the result's type
     * @param computation the forward pass
     * @return its result
     */
    protected final <T> T located(Supplier<T> computation) {
        Access access = Access.get();
        Object outer = access.enter(name);
        try {
            return computation.get();
        } catch (AdjointException e) {
            e.during(kind());
            if (name != null) {
                e.within(name);
            }
            throw e;
        } finally {
            access.leave(outer);
        }
    }

    /**
     * The kind of module, as texts and model files name it.
     *
     * @return by default the simple name of the class
     */
    public String kind() {
        String simple = getClass().getSimpleName();
        return simple.isEmpty() ? "Module" : simple;
    }

    /**
     * What the module was made with, its children apart.
     *
     * @return by default nothing
     */
    public Settings settings() {
        return Settings.NONE;
    }

    /** The module and its children as a tree, as PyTorch prints it. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(kind()).append('(').append(settings());
        if (!children.isEmpty()) {
            children.forEach((part, child) -> out.append("\n  (")
                    .append(part)
                    .append("): ")
                    .append(child.toString().replace("\n", "\n  ")));
            out.append('\n');
        }
        return out.append(')').toString();
    }
}
