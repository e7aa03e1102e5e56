package dev.adjoint.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.adjoint.DataFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the values of {@link Json} piece by piece, so that errors name the place. A name occurs once in an object. */
public final class JsonReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Json.MAX_DEPTH)
                    .maxNameLength(Json.MAX_CHARACTERS)
                    .build())
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser json;
    private final TextError error;

    private JsonReader(JsonParser json, TextError error) {
        this.json = json;
        this.error = error;
    }

    /** Reads a text of one value. {@code content} is called at the first token of the value. */
    public static <T> T read(String text, TextError error, Function<JsonReader, T> content) {
        if (text.length() > Json.MAX_CHARACTERS) {
            throw error.at(0, "expected at most " + Json.MAX_CHARACTERS + " characters, got " + text.length());
        }
        try (JsonParser json = JSON.createParser(text)) {
            JsonReader reader = new JsonReader(json, error);
            reader.next();
            T result = content.apply(reader);
            if (reader.parsed(json::nextToken) != null) {
                throw reader.error("expected nothing after the end");
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** A call of Jackson. */
    private interface Step<T> {
        T take() throws IOException;
    }

    private <T> T parsed(Step<T> step) {
        try {
            return step.take();
        } catch (JsonProcessingException e) {
            throw error.at(JsonErrors.at(e, json.currentLocation()), JsonErrors.reason(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private JsonToken next() {
        JsonToken token = parsed(json::nextToken);
        if (token == null) {
            throw error("ends too early");
        }
        return token;
    }

    /** The place of the current token. */
    public long at() {
        return Math.max(0, json.currentTokenLocation().getCharOffset());
    }

    /** An error at the current token. */
    public DataFormatException error(String message) {
        return error.at(at(), message);
    }

    /**
     * Reads an object. {@code field} is called with each name, at the first token of the value, and reads the value.
     */
    public void object(String what, Consumer<String> field) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw error(what + ": expected an object");
        }
        while (next() != JsonToken.END_OBJECT) {
            String name = parsed(json::currentName);
            next();
            field.accept(name);
        }
    }

    public String text(String what) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw error(what + ": expected a text");
        }
        return parsed(json::getText);
    }

    /** A Long, Double, Boolean, String, or a List or Map of values. */
    public Object value(String what) {
        return switch (json.currentToken()) {
            case START_OBJECT -> map(what);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (next() != JsonToken.END_ARRAY) {
                    list.add(value(what));
                }
                yield Collections.unmodifiableList(list);
            }
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> parsed(json::getDoubleValue);
            case VALUE_TRUE, VALUE_FALSE -> json.currentToken() == JsonToken.VALUE_TRUE;
            case VALUE_STRING -> parsed(json::getText);
            default -> throw error(what + ": expected a value, got " + parsed(json::getText));
        };
    }

    public Map<String, Object> map(String what) {
        Map<String, Object> map = new LinkedHashMap<>();
        object(what, name -> map.put(name, value(what + " " + name)));
        return Collections.unmodifiableMap(map);
    }

    /** An integer of more than 64 bits becomes a Double. */
    private Object integer() {
        return parsed(json::getNumberType) == JsonParser.NumberType.BIG_INTEGER
                ? (Object) parsed(json::getDoubleValue)
                : (Object) parsed(json::getLongValue);
    }
}
