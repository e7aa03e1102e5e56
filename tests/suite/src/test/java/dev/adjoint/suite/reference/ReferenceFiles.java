package dev.adjoint.suite.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads the files of reference data, packed with gzip or not. */
final class ReferenceFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReferenceFiles() {}

    /** The directory that a system property names, or the shipped one. */
    static Path directory(String property, String shipped) {
        String given = System.getProperty(property);
        Path directory = given != null ? Path.of(given) : shipped(shipped);
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("-D" + property + ": " + directory + " is not a directory");
        }
        return directory;
    }

    static Path shipped(String resource) {
        URL url = ReferenceFiles.class.getResource(resource);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(resource, e);
        }
    }

    /** The files of a directory with an ending or that ending and {@code .gz}, in alphabetical order; at least one. */
    static List<Path> files(Path directory, String ending) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.endsWith(ending) || name.endsWith(ending + ".gz");
                    })
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(directory + " has no file *" + ending + " or *" + ending + ".gz");
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One JSON object a line. */
    static List<JsonNode> lines(Path file) {
        List<JsonNode> all = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    all.add(JSON.readTree(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
        return all;
    }

    static JsonNode json(Path file) {
        try (InputStream stream = open(file)) {
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream stream = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(stream) : stream;
    }
}
