package dev.adjoint.explorer;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files that come with the explorer: the parts of the page, its libraries, the formulas. */
final class Resources {
    private Resources() {}

    static byte[] bytes(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the explorer's jar is not whole: it lacks " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name + " of the explorer's jar", e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static <T> T json(String name, TypeReference<T> type) {
        try {
            return new ObjectMapper().readValue(bytes(name), type);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name + " of the explorer's jar", e);
        }
    }
}
