package dev.adjoint.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.ArgumentException;
import dev.adjoint.DataFormatException;
import dev.adjoint.Shape;
import dev.adjoint.data.Normalize;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.nn.Block;
import dev.adjoint.nn.ModelFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a program has to know to use a model: what its input looks like and what its outputs mean. The metadata of the
 * model's file stores it as JSON.
 *
 * @param input the sizes of a sample
 * @param mean what is subtracted from each channel
 * @param deviation what each channel is divided by
 * @param classes the names of the classes
 */
record ModelCard(List<Integer> input, List<Double> mean, List<Double> deviation, List<String> classes) {
    /** The metadata entry. */
    static final String KEY = "adjoint.card";

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    static ModelCard of(Shape input, Normalize normalize, List<String> names, int classes) {
        List<String> all = names.isEmpty()
                ? IntStream.range(0, classes).mapToObj(String::valueOf).toList()
                : List.copyOf(names);
        return new ModelCard(IntStream.of(input.dims()).boxed().toList(), normalize.mean(), normalize.deviation(), all);
    }

    /** Reads the card of a model file. */
    static ModelCard read(Path file) throws IOException {
        String text;
        try (SafeTensors content = SafeTensors.open(file)) {
            text = content.metadata().get(KEY);
        }
        if (text == null) {
            throw new DataFormatException(
                    file.toString(), 0, "expected a model file that `adjoint train` wrote, with metadata " + KEY);
        }
        try {
            ModelCard card = JSON.readValue(text, ModelCard.class);
            card.shape();
            card.normalize();
            return card;
        } catch (JsonProcessingException | ArgumentException e) {
            throw new DataFormatException(file.toString(), 0, "metadata " + KEY + ": " + e.getMessage(), e);
        }
    }

    /** Saves a model with this card. */
    void save(Block model, Path file) throws IOException {
        ModelFormat.CATALOGUE.save(model, file, Map.of(KEY, JSON.writeValueAsString(this)));
    }

    Shape shape() {
        return Shape.of(input.stream().mapToInt(Integer::intValue).toArray());
    }

    Normalize normalize() {
        return new Normalize(mean, deviation);
    }
}
