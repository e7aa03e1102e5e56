package dev.adjoint.suite.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Block;
import dev.adjoint.nn.Init;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Losses;
import dev.adjoint.optim.Clip;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/ops.md} names every operation and every layer, and nothing else. */
class OpsPageTest {
    private static final Path PAGE = Path.of("docs", "ops.md");
    private static final List<String> PACKAGES =
            List.of("dev.adjoint.", "dev.adjoint.nn.", "dev.adjoint.optim.", "dev.adjoint.window.");

    /** A row of a table with the columns name, PyTorch, Adjoint, meaning; tables of layers lack the first. */
    private static final Pattern ROW = Pattern.compile("^\\| (?:(`[^|]*) \\| )?([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CALL = Pattern.compile("(new )?(\\w+)(?:\\.(\\w+))?\\(([^()]*)\\).*");
    private static final Pattern LINK =
            Pattern.compile("\\[`[^`]+`\\]\\([^)]*/dev/adjoint/(?:(\\w+)/)?(\\w+)\\.java\\)");

    /** The types whose methods a tensor has by families. */
    private static final Pattern FAMILIES = Pattern.compile("Tensor[A-Z]\\w*");

    private final List<MatchResult> rows = rows();

    /** A call as the page shows it: a constructor, a static method, or a method of a tensor. */
    private record Call(boolean constructor, String owner, String method, int arguments) {
        static Call parse(MatchResult call) {
            String arguments = call.group(4);
            return new Call(
                    call.group(1) != null,
                    call.group(2),
                    call.group(3),
                    arguments.isEmpty() ? 0 : arguments.split(",").length);
        }

        Stream<Executable> targets() {
            if (constructor) {
                return classes(owner).flatMap(c -> Arrays.stream(c.getConstructors()));
            }
            Stream<Class<?>> owners = Character.isLowerCase(owner.charAt(0)) ? Stream.of(Tensor.class) : classes(owner);
            return owners.flatMap(c -> Arrays.stream(c.getMethods()))
                    .filter(m -> m.getName().equals(method))
                    .map(m -> m);
        }

        boolean exists() {
            return targets()
                    .anyMatch(target -> target.getParameterCount() == arguments
                            || target.isVarArgs() && target.getParameterCount() - 1 <= arguments);
        }
    }

    private static List<MatchResult> rows() {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.flatMap(line -> ROW.matcher(line).results())
                    .filter(row -> CODE.matcher(row.group(3)).find())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<Call> calls() {
        return rows.stream()
                .flatMap(row -> CODE.matcher(row.group(3)).results())
                .flatMap(code -> CALL.matcher(code.group(1)).results())
                .map(Call::parse);
    }

    private static Stream<Class<?>> classes(String simpleName) {
        return PACKAGES.stream().flatMap(name -> {
            try {
                return Stream.of(Class.forName(name + simpleName));
            } catch (ClassNotFoundException e) {
                return Stream.empty();
            }
        });
    }

    /** The public classes of a package that can be instantiated. */
    private static Stream<Class<?>> concrete(String packageName, Class<?> kind) {
        return new ClassFileImporter()
                .importPackages(packageName).stream()
                        .filter(JavaClass::isTopLevelClass)
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(c -> kind.isAssignableFrom(c) && Modifier.isPublic(c.getModifiers()))
                        .filter(c -> !Modifier.isAbstract(c.getModifiers()));
    }

    private static Stream<Method> publicMethods(Class<?> owner, boolean isStatic) {
        return Arrays.stream(owner.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && Modifier.isStatic(m.getModifiers()) == isStatic)
                .filter(m -> !m.isSynthetic());
    }

    private static String name(Method method) {
        String owner = method.getDeclaringClass().getSimpleName();
        return (FAMILIES.matcher(owner).matches() ? "Tensor" : owner) + "." + method.getName();
    }

    private Set<String> linkedFiles() {
        return rows.stream()
                .flatMap(row -> LINK.matcher(row.group(3)).results())
                .map(link -> link.group(1) + "." + link.group(2))
                .collect(Collectors.toSet());
    }

    @Test
    void namesEveryOperatorOfTheReferenceData() {
        Set<String> named = rows.stream()
                .filter(row -> row.group(1) != null)
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .map(code -> code.group(1))
                .collect(Collectors.toSet());
        assertThat(named).containsAll(Adapters.byName().keySet());
    }

    @Test
    void namesEveryPublicFunction() {
        Set<String> named = calls().filter(call -> !call.constructor())
                .flatMap(Call::targets)
                .map(target -> name((Method) target))
                .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        Stream.of(Losses.class, Init.class, Clip.class)
                .flatMap(owner -> publicMethods(owner, true))
                .forEach(method -> missing.add(name(method)));
        Arrays.stream(Tensor.class.getMethods())
                .filter(method -> FAMILIES.matcher(method.getDeclaringClass().getSimpleName())
                        .matches())
                .forEach(method -> missing.add(name(method)));
        publicMethods(Tensor.class, true).forEach(method -> missing.add(name(method)));
        assertThat(missing).hasSizeGreaterThan(100);
        missing.removeAll(named);
        assertThat(missing).as("public functions that %s does not name", PAGE).isEmpty();
    }

    @Test
    void linksToEveryLayerOptimiserAndSchedule() {
        List<String> all = Stream.of(
                        concrete("dev.adjoint.nn", Block.class).map(c -> "nn." + c.getSimpleName()),
                        concrete("dev.adjoint.optim", Optimizer.class).map(c -> "optim." + c.getSimpleName()),
                        concrete("dev.adjoint.optim", Schedule.class).map(c -> "optim." + c.getSimpleName()))
                .flatMap(names -> names)
                .toList();
        assertThat(all).contains("nn.Conv2d", "nn.Embedding", "optim.Sgd", "optim.StepLr");
        assertThat(linkedFiles()).containsAll(all);
        assertThat(concrete("dev.adjoint.nn", Layer.class)).hasSizeGreaterThan(50);
    }

    @Test
    void showsOnlyCallsThatExist() {
        assertThat(calls()).hasSizeGreaterThan(200);
        assertThat(calls().filter(call -> !call.exists()))
                .as("calls that no public method or constructor takes")
                .isEmpty();
    }

    @Test
    void givesAPyTorchNameAndAMeaningInEveryRow() {
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.group(2)).isNotBlank();
            assertThat(row.group(4)).isNotBlank();
        });
    }
}
