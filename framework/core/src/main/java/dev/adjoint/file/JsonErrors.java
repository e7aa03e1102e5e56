package dev.adjoint.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** What Jackson's errors say of a text. */
public final class JsonErrors {
    private JsonErrors() {}

    /** The reason, without Jackson's own description of the source. */
    public static String reason(JsonProcessingException error) {
        return "not the expected JSON: " + error.getOriginalMessage().replaceAll(" \\(start marker at .*", "");
    }

    /** The character at which it was found; errors of limits carry no place. */
    public static long at(JsonProcessingException error, JsonLocation otherwise) {
        JsonLocation location = error.getLocation() == null ? otherwise : error.getLocation();
        return Math.max(0, location.getCharOffset());
    }
}
