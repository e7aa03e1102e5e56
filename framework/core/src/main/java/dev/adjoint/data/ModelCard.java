package dev.adjoint.data;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.DataFormatException;
import dev.adjoint.Shape;
import dev.adjoint.file.Json;
import dev.adjoint.file.JsonReader;
import dev.adjoint.file.TextError;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one has to know of a model beside its layers, stored in its file's metadata as JSON: what a sample looks like
 * and what the outputs mean.
 *
 * @param input the shape of a sample, where it is known
 * @param normalize what the model needs of its input but does not do itself; only in files of former versions
 * @param classes the names of the classes, or none
 */
record ModelCard(Optional<Shape> input, Optional<Normalize> normalize, List<String> classes) {
    /** The metadata entry. */
    static final String KEY = "adjoint.card";

    static final ModelCard NONE = new ModelCard(Optional.empty(), Optional.empty(), List.of());

    private static final int MAX_SIZE = 1 << 24;

    ModelCard {
        if (new HashSet<>(classes).size() != classes.size()) {
            throw new ArgumentException("classes: expected names that differ, got " + classes);
        }
    }

    String toJson() {
        return Json.print("model card", json -> {
            json.writeStartObject();
            if (input.isPresent()) {
                int[] dims = input.get().dims();
                json.writeFieldName("input");
                json.writeArray(dims, 0, dims.length);
            }
            json.writeArrayFieldStart("classes");
            for (String name : classes) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static ModelCard parse(String json, TextError error) {
        Map<String, Object> fields = JsonReader.read(json, error, reader -> reader.map("card"));
        try {
            fields.keySet().forEach(ModelCard::requireKnown);
            List<Double> mean = list(fields, "mean", "numbers", Json::toDouble);
            List<Double> deviation = list(fields, "deviation", "numbers", Json::toDouble);
            List<Integer> input = list(fields, "input", "sizes from 1 to " + MAX_SIZE, ModelCard::size);
            List<String> classes =
                    list(fields, "classes", "names", value -> value instanceof String name ? name : null);
            if ((mean == null) != (deviation == null)) {
                throw new ArgumentException("card: expected both mean and deviation, or neither");
            }
            return new ModelCard(
                    Optional.ofNullable(input)
                            .map(sizes -> Shape.of(
                                    sizes.stream().mapToInt(Integer::intValue).toArray())),
                    Optional.ofNullable(mean).map(numbers -> new Normalize(numbers, deviation)),
                    classes == null ? List.of() : classes);
        } catch (DataFormatException e) {
            throw e;
        } catch (AdjointException e) {
            throw error.at(0, e.getMessage());
        }
    }

    private static void requireKnown(String name) {
        if (!List.of("input", "mean", "deviation", "classes").contains(name)) {
            throw new ArgumentException("card: unknown field '" + name + "'");
        }
    }

    private static <V> List<V> list(Map<String, Object> fields, String name, String kind, Function<Object, V> convert) {
        if (!fields.containsKey(name)) {
            return null;
        }
        List<V> values = Json.toList(fields.get(name), convert);
        if (values == null || values.isEmpty() && !name.equals("classes")) {
            throw new ArgumentException("card: " + name + ": expected a list of " + kind);
        }
        return values;
    }

    private static Integer size(Object value) {
        Long size = Json.toLong(value);
        return size == null || size < 1 || size > MAX_SIZE ? null : (Integer) size.intValue();
    }
}
