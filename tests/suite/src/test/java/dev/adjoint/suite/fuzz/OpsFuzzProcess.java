package dev.adjoint.suite.fuzz;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.adjoint.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Calls every public function of {@code dev.adjoint.op} and every method of {@link Tensor} that gives one, with
 * arguments made for their types, and takes the gradients. To be run in a small heap: {@code OpsFuzzProcess 0 1000}
 * makes the first thousand calls of each.
 */
final class OpsFuzzProcess {
    private OpsFuzzProcess() {}

    public static void main(String[] args) {
        long answered = 0;
        long refused = 0;
        List<Method> functions = functions();
        for (Method function : functions) {
            for (long number = Long.parseLong(args[0]); number < Long.parseLong(args[1]); number++) {
                if (isAnswered(function, number)) {
                    answered++;
                } else {
                    refused++;
                }
            }
        }
        System.out.println(functions.size() + " functions: " + answered + " calls answered, " + refused + " refused");
    }

    /** In the order of their names, so that numbers of calls mean the same in every run. */
    static List<Method> functions() {
        Stream<Method> ops = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.adjoint.op")
                        .stream()
                        .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                        .flatMap(c -> c.getMethods().stream())
                        .filter(m -> m.getModifiers().containsAll(Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC)))
                        .filter(m -> m.getOwner().getEnclosingClass().isEmpty())
                        .map(JavaMethod::reflect);
        Stream<Method> methods = Stream.of(Tensor.class.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && !Modifier.isStatic(m.getModifiers()))
                .filter(m -> m.getReturnType() == Tensor.class);
        return Stream.concat(ops, methods)
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    private static boolean isAnswered(Method function, long number) {
        Arguments arguments =
                new Arguments(new Random(number * 31 + function.toString().hashCode()));
        return Call.isAnswered(function + ", call " + number, () -> {
            Object receiver = Modifier.isStatic(function.getModifiers()) ? null : arguments.of(Tensor.class);
            Object[] values =
                    Stream.of(function.getParameterTypes()).map(arguments::of).toArray();
            return invoke(function, receiver, values);
        });
    }

    private static Object invoke(Method function, Object receiver, Object[] arguments) {
        try {
            return function.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
