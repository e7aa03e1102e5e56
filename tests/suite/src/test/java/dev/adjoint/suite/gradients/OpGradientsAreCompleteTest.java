package dev.adjoint.suite.gradients;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.adjoint.Op;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Losses;
import dev.adjoint.op.Norms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The register of gradient checks leaves out no operation, and no function made from operations. */
class OpGradientsAreCompleteTest {
    /** Functions without a gradient to check, and why. */
    private static final Map<String, String> EXEMPT = Map.of(
            "RandomTensors.uniform", "a constant",
            "RandomTensors.normal", "a constant",
            "RandomTensors.bernoulli", "a constant");

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
                        .collect(Collectors.toSet());
        List<JavaMethod> functions = CORE.stream()
                .filter(c -> c.getPackageName().equals("dev.adjoint.op") || c.isEquivalentTo(Losses.class))
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(c -> c.getMethods().stream())
                .filter(m -> m.getModifiers().containsAll(Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC)))
                .filter(m -> m.getRawReturnType().isEquivalentTo(Tensor.class)
                        || m.getRawReturnType().isEquivalentTo(Norms.Normalized.class))
                .toList();
        assertThat(functions).hasSizeGreaterThan(50);

        assertThat(functions.stream()
                        .filter(m -> !called.contains(m.getFullName()))
                        .filter(m -> !EXEMPT.containsKey(shortName(m)))
                        .map(JavaMethod::getFullName))
                .as("public functions without an example in OpGradients")
                .isEmpty();
        assertThat(functions.stream().map(OpGradientsAreCompleteTest::shortName))
                .containsAll(EXEMPT.keySet());
    }

    private static String shortName(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }
}
