package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A program that was compiled without any message from the compiler. Closing it unloads the classes. */
public final class Compiled implements AutoCloseable {
    private final URLClassLoader loader;

    private Compiled(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Compiles the source of a class {@code Page}.
     *
     * @param what names it in failures
     * @param program the source
     * @param classes an empty directory
     */
    public static Compiled page(Object what, String program, Path classes) throws IOException {
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Page.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return program;
                    }
                };
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xlint:all",
                "-proc:none",
                "-parameters");
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, List.of(source))
                .call();
        assertThat(messages)
                .as("what the compiler says to the Java of %s", what)
                .hasToString("");
        assertThat(compiled).isTrue();
        return new Compiled(new URLClassLoader(new URL[] {classes.toUri().toURL()}));
    }

    public Class<?> type(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    /** Runs {@code Page.main} and returns what it prints. It throws what the program throws. */
    public String run() throws Throwable {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (PrintStream capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            type("Page").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
