package dev.adjoint.kernel.engine;

import dev.adjoint.ArgumentException;
import dev.adjoint.backend.Backend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The backends that {@link ServiceLoader} finds. One that cannot be loaded is no error as long as nobody asks for it:
 * it is logged, and named where a backend is asked for that is not there.
 */
public final class Backends {
    private static final String PROPERTY = "adjoint.backend";
    private static final System.Logger LOGGER = System.getLogger("dev.adjoint");

    private final List<Backend> usable = new ArrayList<>();

    /** What keeps others from being used, a clause each. */
    private final List<String> unusable = new ArrayList<>();

    private Backends() {
        Iterator<ServiceLoader.Provider<Backend>> found =
                ServiceLoader.load(Backend.class, Backend.class.getClassLoader()).stream()
                        .iterator();
        boolean more = true;
        while (more) {
            try {
                more = found.hasNext();
                if (more) {
                    add(found.next());
                }
            } catch (ServiceConfigurationError e) {
                reject("a backend", e);
            }
        }
        usable.sort(Comparator.comparingInt(Backend::priority).reversed());
    }

    /** All that can run here, the preferred first. */
    public static List<Backend> available() {
        return List.copyOf(new Backends().usable);
    }

    /**
     * The one of a name.
     *
     * @throws ArgumentException if it cannot run here; says which can, and what others need
     */
    public static Backend named(String name) {
        return new Backends().find(name);
    }

    /** The one that the system property names, or else the preferred one. */
    static Backend choose() {
        String wanted = System.getProperty(PROPERTY);
        Backends backends = new Backends();
        Backend chosen = wanted == null ? backends.usable.get(0) : backends.find(wanted);
        LOGGER.log(System.Logger.Level.DEBUG, "computing by the backend {0}", chosen.name());
        return chosen;
    }

    private Backend find(String name) {
        return usable.stream()
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ArgumentException(PROPERTY + ": expected one of "
                        + usable.stream().map(Backend::name).toList() + ", got " + name
                        + String.join("", unusable)));
    }

    /** Adds a backend that says what it is and shows its services without an error. */
    private void add(ServiceLoader.Provider<Backend> provider) {
        String name = provider.type().getName();
        try {
            Backend backend = provider.get();
            name = backend.name();
            Optional<String> need = backend.need();
            if (need.isPresent()) {
                unusable.add("; " + name + " needs " + need.get());
            } else {
                backend.f32();
                backend.f64();
                usable.add(backend);
            }
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            reject(name, e);
        }
    }

    private void reject(String name, Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        unusable.add("; " + name + " cannot be loaded: " + cause);
        LOGGER.log(System.Logger.Level.WARNING, "the backend {0} cannot be loaded: {1}", name, cause);
    }
}
