package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.DataFormatException;
import dev.adjoint.NDArray;
import dev.adjoint.file.Json;
import dev.adjoint.file.JsonReader;
import dev.adjoint.file.TextError;
import dev.adjoint.io.AtomicFile;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.io.SafeTensorsWriter;
import dev.adjoint.io.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Everything that a training needs to continue: arrays (weights, buffers, the optimiser's memory) and values
 * (positions, rates, states of generators, metrics so far). {@link Checkpoints} keeps checkpoints in a directory.
 *
 * <pre>{@code
 * TrainingCheckpoint checkpoint = TrainingCheckpoint.EMPTY
 *         .withArrays("model", model.state())
 *         .withOptimizer("optimizer", optimizer.state())
 *         .with("schedule", scheduler.position())
 *         .with("metrics", Map.of("loss", List.of(2.31, 0.94)));
 *
 * model.load(checkpoint.arrays("model"));
 * optimizer.load(checkpoint.optimizer("optimizer"));
 * scheduler.moveTo(checkpoint.count("schedule"));
 * double[] losses = checkpoint.numbers("metrics.loss");
 * }</pre>
 *
 * <p>Numbers are restored to the bit. The file is a safetensors file whose metadata holds the values as JSON under
 * {@value #KEY}, and a SHA-256 of all bytes. The checksum is inside the file and not in a second one, because two files
 * cannot be replaced at once. A machine that stops between the two would leave a whole checkpoint that looks damaged.
 *
 * @param arrays the arrays by name; not copied, so they must not change until the checkpoint is written
 * @param values the values by name: Long, Double, Boolean, String, and List and Map of them; an Integer becomes a Long,
 *     and NaN and infinities become the strings NaN, Infinity and -Infinity, which {@link #number} understands
 */
public record TrainingCheckpoint(Map<String, NDArray> arrays, Map<String, Object> values) {
    /** The metadata entry that holds the values. */
    public static final String KEY = "adjoint.checkpoint";

    /** No arrays and no values. */
    public static final TrainingCheckpoint EMPTY = new TrainingCheckpoint(Map.of(), Map.of());

    /**
     * Keeps copies of the maps, in their order.
     *
     * @param arrays the arrays by name; not copied, so they must not change until the checkpoint is written
     * @param values the values by name: Long, Double, Boolean, String, and List and Map of them; an Integer becomes a
     *     Long, and NaN and infinities become the strings NaN, Infinity and -Infinity, which {@link #number}
     *     understands
     * @throws ArgumentException if a value is of another class
     */
    public TrainingCheckpoint {
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        Map<String, Object> copies = new LinkedHashMap<>();
        values.forEach((name, value) -> copies.put(name, Json.value("checkpoint value " + name, value)));
        values = Collections.unmodifiableMap(copies);
    }

    /**
     * Adds a value.
     *
     * @param name its name, without dots
     * @param value an Integer, Long, Double, Boolean, String, or a List or Map of them
     * @return this checkpoint and the value
     * @throws ArgumentException if the name is taken or has dots, or the value is of another class
     */
    public TrainingCheckpoint with(String name, Object value) {
        requireFree(name, values.containsKey(name));
        Map<String, Object> extended = new LinkedHashMap<>(values);
        extended.put(name, value);
        return new TrainingCheckpoint(arrays, extended);
    }

    /**
     * Adds a group of arrays, such as {@link dev.adjoint.nn.Block#state}. They are stored as {@code group.name}.
     *
     * @param group the group's name, without dots
     * @param added the arrays by name; not copied
     * @return this checkpoint and the arrays
     * @throws ArgumentException if the group's name is taken or has dots
     */
    public TrainingCheckpoint withArrays(String group, Map<String, NDArray> added) {
        requireFree(group, !arrays(group).isEmpty());
        Map<String, NDArray> extended = new LinkedHashMap<>(arrays);
        added.forEach((name, array) -> extended.put(group + "." + name, array));
        return new TrainingCheckpoint(extended, values);
    }

    /**
     * Adds the state of an optimiser: a group of arrays and a value.
     *
     * @param name its name, without dots
     * @param state the state
     * @return this checkpoint and the state
     * @throws ArgumentException if the name is taken or has dots
     */
    public TrainingCheckpoint withOptimizer(String name, OptimizerState state) {
        return withArrays(name, state.arrays()).with(name, OptimizerValues.of(state));
    }

    private static void requireFree(String name, boolean taken) {
        if (name.isEmpty() || name.indexOf('.') >= 0) {
            throw new ArgumentException(
                    "checkpoint: expected a name that is not empty and has no dots, got '" + name + "'");
        }
        if (taken) {
            throw new ArgumentException("checkpoint: the name '" + name + "' is already taken");
        }
    }

    /**
     * The arrays of a group.
     *
     * @param group the group's name
     * @return its arrays by their names in the group; none if there is no such group
     */
    public Map<String, NDArray> arrays(String group) {
        Map<String, NDArray> members = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (name.startsWith(group + ".")) {
                members.put(name.substring(group.length() + 1), array);
            }
        });
        return members;
    }

    /**
     * The state of an optimiser.
     *
     * @param name the name under which it was added
     * @return the state
     * @throws CheckpointException if the checkpoint has no such state
     */
    public OptimizerState optimizer(String name) {
        return OptimizerValues.read(this, name);
    }

    /**
     * Whether the checkpoint has a value.
     *
     * @param path its name, or names joined by dots for one in a map
     * @return whether it is there
     */
    public boolean has(String path) {
        return find(path) != null;
    }

    /**
     * A value that is an integer.
     *
     * @param path its name, or names joined by dots for one in a map
     * @return the value
     * @throws CheckpointException if it is missing or no integer
     */
    public long integer(String path) {
        return get(path, "an integer", Json::toLong);
    }

    /**
     * A value that is a number of things: epochs, batches, steps.
     *
     * @param path its name, or names joined by dots for one in a map
     * @return the value, from 0 to {@link Integer#MAX_VALUE}
     * @throws CheckpointException if it is missing, no integer or out of range
     */
    public int count(String path) {
        return get(path, "an integer from 0 to " + Integer.MAX_VALUE, TrainingCheckpoint::toCount);
    }

    /**
     * A value that is a number.
     *
     * @param path its name, or names joined by dots for one in a map
     * @return the value
     * @throws CheckpointException if it is missing or no number
     */
    public double number(String path) {
        return get(path, "a number", Json::toDouble);
    }

    /**
     * A value that is a list of numbers.
     *
     * @param path its name, or names joined by dots for one in a map
     * @return the values
     * @throws CheckpointException if it is missing or no such list
     */
    public double[] numbers(String path) {
        return get(path, "a list of numbers", TrainingCheckpoint::toDoubles);
    }

    /**
     * A value that is a list of integers.
     *
     * @param path its name, or names joined by dots for one in a map
     * @return the values
     * @throws CheckpointException if it is missing or no such list
     */
    public long[] integers(String path) {
        return get(path, "a list of integers", TrainingCheckpoint::toLongs);
    }

    /**
     * The names in a value that is a map.
     *
     * @param path its name, or names joined by dots for one in a map
     * @return the names in their order
     * @throws CheckpointException if it is missing or no map
     */
    public Set<String> names(String path) {
        Set<String> names = new LinkedHashSet<>();
        get(path, "a map", value -> value instanceof Map<?, ?> map ? map : null)
                .keySet()
                .forEach(name -> names.add(name.toString()));
        return names;
    }

    /**
     * A value that is true or false.
     *
     * @param path its name, or names joined by dots for one in a map
     * @return the value
     * @throws CheckpointException if it is missing or neither
     */
    public boolean flag(String path) {
        return get(path, "true or false", value -> value instanceof Boolean flag ? flag : null);
    }

    /**
     * A value that is a text.
     *
     * @param path its name, or names joined by dots for one in a map
     * @return the value
     * @throws CheckpointException if it is missing or no text
     */
    public String text(String path) {
        return get(path, "a text", value -> value instanceof String text ? text : null);
    }

    private Object find(String path) {
        Object found = values;
        for (String name : path.split("\\.")) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return found;
    }

    private <V> V get(String path, String kind, Function<Object, V> convert) {
        Object value = find(path);
        V converted = value == null ? null : convert.apply(value);
        if (converted == null) {
            throw new CheckpointException("checkpoint value " + path + ": expected " + kind + ", got "
                    + (value == null ? "none, there are " + values.keySet() : value));
        }
        return converted;
    }

    private static Integer toCount(Object value) {
        Long number = Json.toLong(value);
        return number == null || number < 0 || number > Integer.MAX_VALUE ? null : Integer.valueOf(number.intValue());
    }

    private static long[] toLongs(Object value) {
        List<Long> numbers = Json.toList(value, Json::toLong);
        return numbers == null
                ? null
                : numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static double[] toDoubles(Object value) {
        List<Double> numbers = Json.toList(value, Json::toDouble);
        return numbers == null
                ? null
                : numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Writes a file, replacing an existing one as a whole; see {@link AtomicFile}. Equal checkpoints give equal bytes.
     *
     * @param file the file
     * @throws ArgumentException if the values are longer than 10,000,000 characters of JSON
     * @throws IOException if writing fails; an existing file is untouched then
     */
    public void write(Path file) throws IOException {
        SafeTensorsWriter writer = SafeTensorsWriter.withChecksum()
                .metadata(KEY, Json.print("checkpoint values", json -> json.writePOJO(values)));
        arrays.forEach(writer::add);
        writer.write(file);
    }

    /**
     * Reads a whole file.
     *
     * @param file the file
     * @return the checkpoint
     * @throws DataFormatException if it is damaged, its checksum is missing or differs, or it is no checkpoint
     * @throws IOException if it cannot be read
     */
    public static TrainingCheckpoint read(Path file) throws IOException {
        try (SafeTensors content = SafeTensors.open(file)) {
            content.requireChecksum();
            TextError error = (at, message) -> new DataFormatException(
                    file.toString(),
                    SafeTensors.HEADER_POSITION,
                    "metadata " + KEY + ", character " + at + ": " + message);
            String text = content.metadata().get(KEY);
            if (text == null) {
                throw error.at(0, "expected the values of a checkpoint, got none");
            }
            Map<String, Object> values = JsonReader.read(text, error, json -> json.map("the values"));
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            for (TensorInfo tensor : content.tensors().values()) {
                arrays.put(tensor.name(), content.array(tensor.name()));
            }
            return new TrainingCheckpoint(arrays, values);
        }
    }

    /** The checkpoint as in {@code checkpoint of 36 arrays and the values [epoch, optimizer]}. */
    @Override
    public String toString() {
        return "checkpoint of " + Numbers.count(arrays.size(), "array") + " and the values " + values.keySet();
    }
}
