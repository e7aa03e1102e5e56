package dev.adjoint.suite;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInput;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Core's layers build on each other in one direction, so that each can be read knowing only those above it. */
class ArchitectureTest {

    private static final String ROOT = "dev.adjoint";

    /** The types of the front package that hold numbers, sizes, settings and errors, and know no tape. */
    private static final DescribedPredicate<JavaClass> NUMBERS = resideInAPackage(ROOT)
            .and(DescribedPredicate.not(outermost(Set.of(
                    "Anomalies",
                    "BackwardPass",
                    "Checkpoint",
                    "Derivative",
                    "Derivatives",
                    "Entry",
                    "FiniteDifference",
                    "Forward",
                    "Frame",
                    "FrontAccess",
                    "GradCheck",
                    "GradCheckException",
                    "GradCheckReport",
                    "Gradient",
                    "Gradients",
                    "Hessian",
                    "Jacobian",
                    "Engine",
                    "Op",
                    "Parameter",
                    "PassGradients",
                    "Samples",
                    "Segment",
                    "Sorted",
                    "Tape",
                    "TapeGraph",
                    "TapeTable",
                    "Tensor",
                    "TensorArithmetic",
                    "TensorComparisons",
                    "TensorConvolutions",
                    "TensorFactories",
                    "TensorFunctions",
                    "TensorNorms",
                    "TensorPooling",
                    "TensorReductions",
                    "TensorSelection",
                    "TensorShapes",
                    "Trainers"))));

    /** From the ground up; the classes of one layer may know each other. */
    private static final List<DescribedPredicate<JavaClass>> LAYERS = List.of(
            NUMBERS,
            resideInAPackage(ROOT + ".window.."),
            resideInAnyPackage(ROOT + ".kernel..", ROOT + ".backend.."),
            resideInAPackage(ROOT)
                    .and(DescribedPredicate.not(NUMBERS))
                    .or(resideInAnyPackage(ROOT + ".op..", ROOT + ".internal..")),
            resideInAnyPackage(ROOT + ".file..", ROOT + ".io.."),
            resideInAPackage(ROOT + ".nn.."),
            resideInAPackage(ROOT + ".data.."),
            resideInAPackage(ROOT + ".optim.."));

    private static final DescribedPredicate<JavaClass> IN_CORE = resideInAnyPackage("dev.adjoint..")
            .and(resideOutsideOfPackages(
                    "dev.adjoint.examples..", "dev.adjoint.explorer..", "dev.adjoint.jqwik..", "dev.adjoint.simd.."));

    private final JavaClasses core = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT)
            .that(IN_CORE);

    @Test
    void layersUseOnlyThoseBelowThem() {
        for (int i = 0; i < LAYERS.size(); i++) {
            DescribedPredicate<JavaClass> above = DescribedPredicate.or(LAYERS.subList(i + 1, LAYERS.size()));
            noClasses().that(LAYERS.get(i)).should().dependOnClassesThat(above).check(core);
        }
    }

    @Test
    void everyClassHasItsPlaceInTheOrder() {
        assertThat(core.stream().filter(DescribedPredicate.or(LAYERS).negate())).isEmpty();
    }

    /** Then native images and closed modules need no list of names to look up. */
    @Test
    void onlyJacksonAndServiceLoaderLookThingsUp() {
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInput.class)
                .orShould()
                .callMethodWhere(target(owner(equivalentTo(Class.class)))
                        .and(target(
                                nameMatching("forName|newInstance|get\\w*(Field|Method|Constructor|Component)s?"))));
        rule.check(core);
        JavaClasses reflective = new ClassFileImporter().importClasses(Compiled.class);
        assertThat(rule.evaluate(reflective).hasViolation()).isTrue();
    }

    /** Classes, and those nested in them, by their simple names. */
    private static DescribedPredicate<JavaClass> outermost(Set<String> names) {
        return DescribedPredicate.describe(
                "are among " + names, c -> names.contains(c.getName().replaceAll("^.*\\.|\\$.*$", "")));
    }
}
