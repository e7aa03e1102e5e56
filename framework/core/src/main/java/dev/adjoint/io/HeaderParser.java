package dev.adjoint.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.adjoint.DataFormatException;
import dev.adjoint.file.JsonErrors;
import dev.adjoint.file.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses the JSON of a header and trusts nothing in it. It accepts only strict UTF-8 and strict JSON that begins with
 * {@code {} and is followed by nothing but spaces. Every name occurs once; sizes and offsets are plain integers of at
 * most 64 bits. Fields of an entry that the format does not name are skipped, as in the reference implementation.
 */
final class HeaderParser {
    /** The depth at which the reference implementation gives up too. */
    private static final int MAX_DEPTH = 127;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(Header.MAX_BYTES)
                    .maxStringLength(Header.MAX_BYTES)
                    .maxNumberLength(Header.MAX_BYTES)
                    .build())
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .build();

    private final String source;
    private final CharBuffer text;
    private final JsonParser json;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private Map<String, String> metadata;

    /**
     * One tensor as the header states it. Offsets count from the start of the data; {@code at} is the place of the
     * entry.
     */
    record Entry(String name, StoredType type, List<Long> sizes, long begin, long end, int at) {}

    private HeaderParser(String source, CharBuffer text) throws IOException {
        this.source = source;
        this.text = text;
        this.json = JSON.createParser(text.array(), 0, text.length());
    }

    /** Parses and checks the header of a file with the given number of data bytes. */
    static Header parse(String source, byte[] header, long dataBytes) {
        try {
            HeaderParser parser = new HeaderParser(source, Utf8.decode(source, Header.LENGTH_BYTES, header));
            parser.parse();
            Map<String, TensorInfo> tensors = new Coverage(
                            parser.entries.values(), Header.LENGTH_BYTES + header.length, dataBytes, parser::error)
                    .check();
            return new Header(parser.metadata == null ? Map.of() : parser.metadata, tensors);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private void parse() throws IOException {
        if (text.isEmpty() || text.charAt(0) != '{') {
            throw error(0, "header: expected '{' first");
        }
        try {
            next();
            while (next() != JsonToken.END_OBJECT) {
                int at = at();
                String name = string();
                next();
                if (!name.equals(Header.METADATA)) {
                    if (entries.put(name, entry(name, at)) != null) {
                        throw error(at, "tensor '" + name + "': the name occurs twice");
                    }
                } else if (metadata == null) {
                    metadata = metadata();
                } else {
                    throw error(at, Header.METADATA + ": occurs twice");
                }
            }
            for (int i = at() + 1; i < text.length(); i++) {
                if (text.charAt(i) != ' ') {
                    throw error(i, "header: expected only spaces after its end");
                }
            }
        } catch (JsonProcessingException e) {
            int at = (int) JsonErrors.at(e, json.currentLocation());
            throw new DataFormatException(source, offset(at), "header: " + JsonErrors.reason(e), e);
        } finally {
            json.close();
        }
    }

    private Map<String, String> metadata() throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return values;
        }
        expect(JsonToken.START_OBJECT, Header.METADATA, "an object");
        while (next() != JsonToken.END_OBJECT) {
            int at = at();
            String key = string();
            next();
            expect(JsonToken.VALUE_STRING, Header.METADATA + " '" + key + "'", "a string");
            if (values.put(key, string()) != null) {
                throw error(at, Header.METADATA + " '" + key + "': occurs twice");
            }
        }
        return values;
    }

    private Entry entry(String name, int at) throws IOException {
        String what = "tensor '" + name + "'";
        expect(JsonToken.START_OBJECT, what, "an object");
        StoredType type = null;
        List<Long> sizes = null;
        List<Long> offsets = null;
        while (next() != JsonToken.END_OBJECT) {
            int fieldAt = at();
            String field = string();
            next();
            boolean twice = false;
            switch (field) {
                case "dtype" -> {
                    twice = type != null;
                    type = type(what);
                }
                case "shape" -> {
                    twice = sizes != null;
                    sizes = numbers(what + " shape");
                }
                case "data_offsets" -> {
                    twice = offsets != null;
                    offsets = numbers(what + " data_offsets");
                }
                default -> skip();
            }
            if (twice) {
                throw error(fieldAt, what + " " + field + ": occurs twice");
            }
        }
        if (type == null || sizes == null || offsets == null || offsets.size() != 2) {
            throw error(at, what + ": expected dtype, shape and two data_offsets");
        }
        return new Entry(name, type, sizes, offsets.get(0), offsets.get(1), at);
    }

    private StoredType type(String what) throws IOException {
        expect(JsonToken.VALUE_STRING, what + " dtype", "a string");
        String name = string();
        for (StoredType type : StoredType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw error(at(), what + " dtype: expected one of " + List.of(StoredType.values()) + ", got '" + name + "'");
    }

    private List<Long> numbers(String what) throws IOException {
        expect(JsonToken.START_ARRAY, what, "a list");
        List<Long> numbers = new ArrayList<>();
        while (next() != JsonToken.END_ARRAY) {
            String digits = json.getText();
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || digits.charAt(0) == '-') {
                throw error(at(), what + ": expected integers of at least 0");
            }
            try {
                numbers.add(Long.parseUnsignedLong(digits));
            } catch (NumberFormatException e) {
                throw error(at(), what + ": expected integers of at most 64 bits");
            }
        }
        return numbers;
    }

    private void skip() throws IOException {
        int depth = 0;
        do {
            JsonToken token = json.currentToken();
            if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
                string();
            }
            if (token.isNumeric() && Double.isInfinite(Double.parseDouble(json.getText()))) {
                throw error(at(), "header: expected numbers within the range of 64-bit floats");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && next() != null);
    }

    private JsonToken next() throws IOException {
        JsonToken token = json.nextToken();
        if (token == null) {
            throw error(text.length(), "header: ends too early");
        }
        return token;
    }

    private void expect(JsonToken token, String what, String kind) {
        if (json.currentToken() != token) {
            throw error(at(), what + ": expected " + kind);
        }
    }

    /** The current name or string. An escape can smuggle in half of a surrogate pair, which no UTF-8 text contains. */
    private String string() throws IOException {
        String value = json.getText();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw error(at(), "header: expected Unicode text, got half of a surrogate pair");
            }
        }
        return value;
    }

    private int at() {
        return (int) json.currentTokenLocation().getCharOffset();
    }

    private DataFormatException error(int at, String message) {
        return new DataFormatException(source, offset(at), message);
    }

    /** The place in the file of a character of the header. */
    private long offset(int at) {
        return Header.LENGTH_BYTES + Utf8.bytes(text, at);
    }
}
