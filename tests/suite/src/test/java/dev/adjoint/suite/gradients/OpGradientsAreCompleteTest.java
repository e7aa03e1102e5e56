package dev.adjoint.suite.gradients;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.adjoint.Op;
import dev.adjoint.Sorted;
import dev.adjoint.Tensor;
import dev.adjoint.TensorFactories;
import dev.adjoint.nn.Losses;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The register of gradient checks leaves out no operation, and no function made from operations. */
class OpGradientsAreCompleteTest {
    /** What a function of tensors gives. */
    private static final Set<Class<?>> RESULTS = Set.of(Tensor.class, Sorted.class, List.class);

    /** It has no gradient: a constant. */
    private static final Set<String> EXEMPT = Set.of("dev.adjoint.Tensor.detach()");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.adjoint")
            .that(resideInAnyPackage("dev.adjoint", "dev.adjoint.op", "dev.adjoint.nn"));

    @Test
    void everyOpHasAGradientCheck() {
        Set<String> unchecked = CORE.stream()
                .filter(c -> c.isAssignableTo(Op.class) && !c.isInterface())
                .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unchecked).hasSizeGreaterThan(40);

        OpGradients.all()
                .forEach(example -> OpGradients.checkedBy(example).forEach(op -> unchecked.remove(op.getName())));

        assertThat(unchecked).as("operations without an example in OpGradients").isEmpty();
    }

    @Test
    void everyFunctionOfTensorsHasAGradientCheck() {
        Set<String> called = new ClassFileImporter()
                .importClasses(OpGradients.SOURCES).stream()
                        .flatMap(source -> Stream.concat(
                                source.getMethodCallsFromSelf().stream().map(call -> call.getTarget()),
                                source.getMethodReferencesFromSelf().stream().map(reference -> reference.getTarget())))
                        .map(AccessTarget::getFullName)
                        .map(name -> name.replaceFirst("^dev\\.adjoint\\.Tensor\\w*", Tensor.class.getName()))
                        .collect(Collectors.toSet());
        List<Method> functions = Stream.concat(
                        Arrays.stream(Tensor.class.getMethods())
                                .filter(m -> !m.getDeclaringClass().equals(TensorFactories.class)),
                        Arrays.stream(Losses.class.getMethods()))
                .filter(m -> RESULTS.contains(m.getReturnType()) && !m.isSynthetic())
                .toList();
        assertThat(functions).hasSizeGreaterThan(100);

        assertThat(functions.stream()
                        .map(OpGradientsAreCompleteTest::fullName)
                        .filter(name -> !called.contains(name) && !EXEMPT.contains(name)))
                .as("functions of tensors without an example in OpGradients")
                .isEmpty();
        assertThat(functions.stream().map(OpGradientsAreCompleteTest::fullName)).containsAll(EXEMPT);
    }

    /** A method as calls of it name it: by the class it is called on. */
    private static String fullName(Method method) {
        Class<?> owner = method.getDeclaringClass() == Losses.class ? Losses.class : Tensor.class;
        String parameters =
                Arrays.stream(method.getParameterTypes()).map(Class::getName).collect(Collectors.joining(", "));
        return owner.getName() + "." + method.getName() + "(" + parameters + ")";
    }
}
