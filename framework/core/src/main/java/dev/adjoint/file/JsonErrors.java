package dev.adjoint.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Jackson's errors say of a text, in words for who wrote the text. */
public final class JsonErrors {
    /** How Jackson names what it stumbled over: a name, a word or a character. */
    private static final Pattern CULPRIT = Pattern.compile("^[^'(]*\\(?'(.*?)'(?=$|[ :)])");

    private JsonErrors() {}

    /** The reason, without Jackson's own names for it. */
    public static String reason(JsonProcessingException error) {
        return "not the expected JSON: " + plainReason(error);
    }

    private static String plainReason(JsonProcessingException error) {
        String message = error.getOriginalMessage();
        if (error instanceof JsonEOFException) {
            return "ends too early";
        }
        if (error instanceof StreamConstraintsException) {
            return message.contains("nesting depth")
                    ? "too many lists and objects within each other"
                    : message.startsWith("Number") ? "a number of too many digits" : "a text that is too long";
        }
        if (message.contains("surrogate")) {
            return "a broken surrogate pair, half a character";
        }
        Matcher culprit = CULPRIT.matcher(message);
        if (!culprit.find()) {
            return "cannot be read";
        }
        return message.startsWith("Duplicate")
                ? "the name '" + culprit.group(1) + "' occurs twice"
                : "unexpected '" + culprit.group(1) + "'";
    }

    /** The character at which it was found; errors of limits carry no place. */
    public static long at(JsonProcessingException error, JsonLocation otherwise) {
        JsonLocation location = error.getLocation() == null ? otherwise : error.getLocation();
        return Math.max(0, location.getCharOffset());
    }
}
