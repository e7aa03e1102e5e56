package dev.adjoint.kernel;

import dev.adjoint.ArgumentException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * A provider of matrix products for both element types, found by {@link ServiceLoader}. The one with the highest
 * priority is used, or the one that the system property {@code adjoint.gemm} names.
 */
public interface Gemm {
    /** The name by which it can be chosen. */
    String name();

    /** Higher is preferred; below 0 it is used only if named. */
    int priority();

    /** Whether it can run on this JVM and machine. */
    default boolean isAvailable() {
        return true;
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
    GemmF32 f32();

    /** Products of float64 matrices. */
    GemmF64 f64();

    /** The provider in use. */
    static Gemm current() {
        return Selected.current;
    }

    /** Uses another provider from now on. */
    static void use(Gemm gemm) {
        Selected.current = gemm;
    }

    /** All providers that can run here, the preferred first. */
    static List<Gemm> available() {
        List<Gemm> found = new ArrayList<>();
        ServiceLoader.load(Gemm.class, Gemm.class.getClassLoader()).forEach(found::add);
        found.removeIf(gemm -> !gemm.isAvailable());
        found.sort(Comparator.comparingInt(Gemm::priority).reversed());
        return found;
    }

    /** The provider of a name. */
    static Gemm named(String name) {
        List<Gemm> all = available();
        return all.stream()
                .filter(g -> g.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ArgumentException("adjoint.gemm: expected one of "
                        + all.stream().map(Gemm::name).toList() + ", got " + name));
    }

    /** Holds the choice, made when the first product is computed. */
    final class Selected {
        private static volatile Gemm current = choose();

        private Selected() {}

        private static Gemm choose() {
            String wanted = System.getProperty("adjoint.gemm");
            Gemm chosen = wanted == null ? available().get(0) : named(wanted);
            System.getLogger("dev.adjoint").log(System.Logger.Level.DEBUG, "matrix products by {0}", chosen.name());
            return chosen;
        }
    }
}
