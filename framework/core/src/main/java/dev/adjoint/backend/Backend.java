package dev.adjoint.backend;

import dev.adjoint.ArgumentException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A provider of matrix products for both element types, found by {@link ServiceLoader}. The one with the highest
 * priority is used, or the one that the system property {@code adjoint.backend} names.
 */
public interface Backend {
    /** The name by which it can be chosen. */
    String name();

    /** Higher is preferred; below 0 it is used only if named. */
    int priority();

    /** What it needs that this JVM or machine has not; empty if it can run. */
    default Optional<String> need() {
        return Optional.empty();
    }

    /**
     * The time of one operation of a Fourier transform in double precision, in operations of products. Transforms
     * compute a large kernel if they save more than that. The default is measured with EJML and with plain loops, one
     * number serving both.
     */
    default double transformCost() {
        return 1.5;
    }

    /** Products of float32 matrices. */
    ProductsF32 f32();

    /** Products of float64 matrices. */
    ProductsF64 f64();

    /** The provider in use. */
    static Backend current() {
        Backend current = Selected.current;
        return current == null ? Selected.choose() : current;
    }

    /** Uses another provider from now on. */
    static void use(Backend gemm) {
        Selected.current = gemm;
    }

    /** All providers that can run here, the preferred first. */
    static List<Backend> available() {
        return present().stream().filter(gemm -> gemm.need().isEmpty()).toList();
    }

    /**
     * The provider of a name.
     *
     * @throws ArgumentException if there is none that can run here; says which can, and what others need
     */
    static Backend named(String name) {
        return available().stream()
                .filter(gemm -> gemm.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ArgumentException("adjoint.backend: expected one of "
                        + available().stream().map(Backend::name).toList() + ", got " + name
                        + present().stream().flatMap(Backend::hint).collect(Collectors.joining())));
    }

    private static List<Backend> present() {
        return ServiceLoader.load(Backend.class, Backend.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(Backend::priority).reversed())
                .toList();
    }

    private Stream<String> hint() {
        return need().map(need -> "; " + name() + " needs " + need).stream();
    }

    /** Holds the choice, made when the first product is computed. */
    final class Selected {
        private static volatile Backend current;

        private Selected() {}

        private static synchronized Backend choose() {
            if (current == null) {
                String wanted = System.getProperty("adjoint.backend");
                current = wanted == null ? available().get(0) : named(wanted);
                System.getLogger("dev.adjoint")
                        .log(System.Logger.Level.DEBUG, "matrix products by {0}", current.name());
            }
            return current;
        }
    }
}
