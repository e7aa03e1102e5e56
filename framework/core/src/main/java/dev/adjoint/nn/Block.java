package dev.adjoint.nn;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.internal.Access;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A part of a network: parameters, buffers, generators and child blocks, each registered once under a name.
 *
 * <pre>{@code
 * final class Scale extends Layer {
 *     private final Parameter factor = parameter("factor", Init.ONES);
 *
 *     protected Tensor compute(Tensor x) {
 *         return x.mul(factor);
 *     }
 * }
 * }</pre>
 *
 * <p>A path joins the names from the block down with dots, as PyTorch does: {@code features.0.weight}. A block's own
 * parameters come before its own buffers, and both before its children's.
 */
public abstract class Block {
    /** Blocks within each other; a forward pass of so many still fits on the stack of any thread. */
    private static final int MAX_DEPTH = 500;

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();
    private final Map<String, RandomGenerator> generators = new LinkedHashMap<>();
    private final Map<String, Block> children = new LinkedHashMap<>();
    private final LayerSpec spec;
    private Block parent;
    private String name;
    private boolean training = true;

    /** Creates a block without parts, in training mode. */
    protected Block() {
        this(LayerSpec.of());
    }

    /**
     * Creates a block, in training mode, of what a spec says: its settings are what the constructor of the subclass
     * asks the spec for, and the values of {@link #parameter(String, Init.FirstValue, int...)} and
     * {@link #buffer(String, Init.FirstValue, DType, int...)} come from there.
     *
     * @param spec the settings, and where values come from
     */
    protected Block(LayerSpec spec) {
        this.spec = spec;
    }

    /**
     * Registers a learned tensor whose first value is made by a rule, unless the block is loaded from a file. Its
     * element type is the setting {@code dtype}.
     *
     * @param name its name, without dots and unique among the block's parts
     * @param first how its first value is made
     * @param sizes its shape
     * @return the parameter
     * @throws ArgumentException if the name is not legal, or the file holds none of this shape
     */
    protected final Parameter parameter(String name, Init.FirstValue first, int... sizes) {
        requireFree(name);
        return parameter(name, spec.weight(name, first, spec.dtype(), Shape.of(sizes)));
    }

    /**
     * Registers state that is saved but not learned, whose first value is made by a rule, unless the block is loaded
     * from a file.
     *
     * @param name its name, without dots and unique among the block's parts
     * @param first how its first value is made
     * @param dtype its element type
     * @param sizes its shape
     * @return the buffer
     * @throws ArgumentException if the name is not legal, or the file holds none of this shape
     */
    protected final Buffer buffer(String name, Init.FirstValue first, DType dtype, int... sizes) {
        requireFree(name);
        return buffer(name, spec.weight(name, first, dtype, Shape.of(sizes)));
    }

    /**
     * Registers a learned tensor.
     *
     * @param name its name, without dots and unique among the block's parts
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
     * @param name its name, without dots and unique among the block's parts
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
     * Registers where the block's forward pass draws random numbers from, so that its state can be saved with the
     * others. A generator for first values alone is not registered. Several blocks may share one.
     *
     * @param name its name, without dots and unique among the block's parts
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
     * Registers a block as a part of this one. A block has one parent: weights are shared by calling one block twice,
     * not by registering it twice.
     *
     * @param <B> the block's type
     * @param name its name, without dots and unique among the block's parts
     * @param block the child
     * @return the child
     * @throws ArgumentException if the name is not legal, the child is already a part of a block, or more than
     *     {@value #MAX_DEPTH} blocks would lie within each other
     */
    protected final <B extends Block> B child(String name, B block) {
        requireFree(name);
        requireFits(name, block);
        adopt(name, block);
        return block;
    }

    private void requireFits(String part, Block given) {
        String what = "child " + part + " of " + kind() + ": ";
        if (given == null) {
            throw new ArgumentException(what + "expected a block, got null");
        }
        int depth = given.height();
        for (Block above = this; above != null; above = above.parent) {
            if (above == given) {
                throw new ArgumentException(what + "a block cannot contain itself");
            }
            depth++;
        }
        if (given.parent != null) {
            throw new ArgumentException(what + "this " + given.kind() + " is already the part " + given.name + " of a "
                    + given.parent.kind() + "; take it out of there first, or call it twice to share its weights");
        }
        if (depth > MAX_DEPTH) {
            throw new ArgumentException(
                    what + "expected at most " + MAX_DEPTH + " blocks within each other, got " + depth);
        }
    }

    private int height() {
        return 1 + children.values().stream().mapToInt(Block::height).max().orElse(0);
    }

    private void adopt(String part, Block given) {
        given.parent = this;
        given.name = part;
        given.setTraining(training);
        children.put(part, given);
    }

    /**
     * Puts another block in the place of a part, such as a new head for a loaded model. Of the blocks that come with
     * Adjoint, {@link Sequential}, {@link Residual} and {@link Concat} let their parts be replaced.
     *
     * @param path the part, such as {@code 7} or {@code features.0}
     * @param block what takes its place, in the mode of what holds it
     * @return the part that was there, free to be used elsewhere
     * @throws ArgumentException if there is no such part, naming near ones; if it cannot be replaced; or if the block
     *     does not fit there, for example because it is a part of another
     */
    public final Block replace(String path, Block block) {
        Block old = block(path);
        Block holder = requireHeld(path, old);
        holder.requireFits(old.name, block);
        holder.replacing(old.name, block);
        holder.adopt(old.name, block);
        old.leave();
        return old;
    }

    /**
     * Takes a part out, so that it can go into another model. The names of the others stay.
     *
     * @param path the part, such as {@code 7} or {@code features.0}
     * @return the part
     * @throws ArgumentException if there is no such part, naming near ones, or if the block that holds it needs it
     */
    public Block take(String path) {
        Block part = block(path);
        Block holder = requireHeld(path, part);
        holder.taking(part.name);
        holder.children.remove(part.name);
        part.leave();
        return part;
    }

    private Block requireHeld(String path, Block part) {
        if (path.isEmpty()) {
            throw new ArgumentException(kind() + ": expected the path of a part, got ''");
        }
        return part.parent;
    }

    private void leave() {
        parent = null;
        name = null;
    }

    /**
     * Prepares for a part to be replaced: whoever keeps its parts in fields sets them here. Nothing is replaced if this
     * fails.
     *
     * @param part the name of one of this block's children
     * @param block what takes its place
     * @throws ArgumentException by default, since a field would go on with the part that was replaced
     */
    protected void replacing(String part, Block block) {
        throw new ArgumentException("part " + part + " of " + kind() + ": " + kind() + " does not let it be replaced");
    }

    /**
     * Prepares for a part to be taken out. Nothing is taken if this fails.
     *
     * @param part the name of one of this block's children
     * @throws ArgumentException by default, since a field would go on with the part that was taken
     */
    protected void taking(String part) {
        throw new ArgumentException("part " + part + " of " + kind() + ": " + kind() + " cannot do without it");
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
     * All parameters, this block's and those of the blocks in it.
     *
     * @return a read-only map by path, whose {@code get} fails as {@link #parameter(String)} does
     */
    public final Map<String, Parameter> parameters() {
        Map<String, Parameter> all = new LinkedHashMap<>();
        visit("", (prefix, block) -> block.parameters.forEach((part, p) -> all.put(prefix + part, p)));
        return new Parts<>("parameter", kind(), all);
    }

    /**
     * A parameter.
     *
     * @param path its path, such as {@code features.0.weight}
     * @return the parameter
     * @throws ArgumentException if there is none, naming those with a similar path
     */
    public final Parameter parameter(String path) {
        return parameters().get(path);
    }

    /**
     * All buffers, this block's and those of the blocks in it.
     *
     * @return a read-only map by path, whose {@code get} fails as {@link #buffer(String)} does
     */
    public final Map<String, Buffer> buffers() {
        Map<String, Buffer> all = new LinkedHashMap<>();
        visit("", (prefix, block) -> block.buffers.forEach((part, b) -> all.put(prefix + part, b)));
        return new Parts<>("buffer", kind(), all);
    }

    /**
     * A buffer.
     *
     * @param path its path, such as {@code features.1.running_mean}
     * @return the buffer
     * @throws ArgumentException if there is none, naming those with a similar path
     */
    public final Buffer buffer(String path) {
        return buffers().get(path);
    }

    /**
     * All generators of random numbers, this block's and those of the blocks in it.
     *
     * @return the generators by path; one that several blocks share comes more than once
     */
    public final Map<String, RandomGenerator> generators() {
        Map<String, RandomGenerator> all = new LinkedHashMap<>();
        visit("", (prefix, block) -> block.generators.forEach((part, g) -> all.put(prefix + part, g)));
        return all;
    }

    /**
     * The blocks registered directly in this one.
     *
     * @return a read-only view by name
     */
    public final Map<String, Block> children() {
        return Collections.unmodifiableMap(children);
    }

    /**
     * This block and all in it.
     *
     * @return a read-only map by path, this block's being empty, whose {@code get} fails as {@link #block(String)} does
     */
    public final Map<String, Block> blocks() {
        Map<String, Block> all = new LinkedHashMap<>();
        visit("", (prefix, block) -> all.put(prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1), block));
        return new Parts<>("block", kind(), all);
    }

    /**
     * A block in this one.
     *
     * @param path its path, such as {@code features.0}
     * @return the block
     * @throws ArgumentException if there is none, naming those with a similar path
     */
    public final Block block(String path) {
        return blocks().get(path);
    }

    /**
     * A block of a known type in this one: {@code net.block("0", Conv2d.class).weight()}.
     *
     * @param <B> its type
     * @param path its path, such as {@code features.0}
     * @param type its class
     * @return the block
     * @throws ArgumentException if there is none, naming those with a similar path, or it is of another type
     */
    public final <B extends Block> B block(String path, Class<B> type) {
        Block found = block(path);
        if (!type.isInstance(found)) {
            throw new ArgumentException("block '" + path + "' of " + kind() + ": expected a " + type.getSimpleName()
                    + ", got a " + found.kind());
        }
        return type.cast(found);
    }

    final Map<String, Parameter> ownParameters() {
        return Collections.unmodifiableMap(parameters);
    }

    final Map<String, Buffer> ownBuffers() {
        return Collections.unmodifiableMap(buffers);
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
        visit("", (prefix, block) -> block.training = now);
    }

    /**
     * What is done while a block is in another mode.
     *
     * @param <T> the type of its result
     * @param <E> what it throws besides unchecked exceptions; none if it throws nothing
     */
    @FunctionalInterface
    public interface ModeWork<T, E extends Exception> {
        /**
         * Does it.
         *
         * @return a result, or null
         * @throws E if it fails
         */
        T run() throws E;
    }

    /**
     * Does something in evaluation mode, such as a prediction. Afterwards each block in this one is in the mode that it
     * had before, whether or not the work failed.
     *
     * @param <T> the type of its result
     * @param <E> what it throws
     * @param work what to do
     * @return its result
     * @throws E if the work does
     */
    public final <T, E extends Exception> T evaluating(ModeWork<T, E> work) throws E {
        return inMode(false, work);
    }

    /**
     * Does something in training mode. Afterwards each block in this one is in the mode that it had before, whether or
     * not the work failed.
     *
     * @param <T> the type of its result
     * @param <E> what it throws
     * @param work what to do
     * @return its result
     * @throws E if the work does
     */
    public final <T, E extends Exception> T training(ModeWork<T, E> work) throws E {
        return inMode(true, work);
    }

    private <T, E extends Exception> T inMode(boolean mode, ModeWork<T, E> work) throws E {
        Map<Block, Boolean> before = new IdentityHashMap<>();
        visit("", (prefix, block) -> before.put(block, block.training));
        setTraining(mode);
        try {
            return work.run();
        } finally {
            before.forEach((block, own) -> block.training = own);
        }
    }

    /**
     * Whether the block is in training mode.
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

    /** The values themselves, parameters and buffers of each block together. */
    private Map<String, NDArray> values() {
        Map<String, NDArray> all = new LinkedHashMap<>();
        visit("", (prefix, block) -> {
            block.parameters.forEach((part, p) -> all.put(prefix + part, p.value()));
            block.buffers.forEach((part, b) -> all.put(prefix + part, b.value()));
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
     * Runs a computation so that errors in it carry this block's name in their path. {@link Layer#forward} does it for
     * layers; blocks with other inputs do it themselves.
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
     * The kind of block, as texts and model files name it.
     *
     * @return by default the simple name of the class
     */
    public String kind() {
        String simple = getClass().getSimpleName();
        return simple.isEmpty() ? "Block" : simple;
    }

    /**
     * What the block was made with, its children apart: what its constructor asked its {@link LayerSpec} for.
     *
     * @return numbers, booleans, texts and lists of them by name, as a model file holds them
     */
    public final Map<String, Object> settings() {
        return spec.settings().values();
    }

    final LayerSpec spec() {
        return spec;
    }

    /**
     * The block and its children as a tree, as PyTorch prints it. Settings that have their default are left out:
     * {@code Conv2d(10, 20, kernel=3x3, groups=2, bias=false)}.
     */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(kind()).append('(').append(spec.settings());
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
