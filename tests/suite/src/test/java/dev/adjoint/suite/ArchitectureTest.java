package dev.adjoint.suite;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Core's packages build on each other in one direction, so that each can be read knowing only those above it. */
class ArchitectureTest {

    /** From the ground up; the packages of one layer may know each other. */
    private static final List<String[]> LAYERS = List.of(
            layer("random"),
            layer("array"),
            layer("window"),
            layer("kernel"),
            layer("autograd", "op"),
            layer("nn"),
            layer("optim"),
            layer("data"),
            layer("io"),
            layer("train"));

    /** Exceptions and threads, which all may use. */
    private static final String ROOT = "dev.adjoint";

    private static final DescribedPredicate<JavaClass> IN_CORE = resideInAnyPackage("dev.adjoint..")
            .and(resideOutsideOfPackages(
                    "dev.adjoint.examples..", "dev.adjoint.explorer..", "dev.adjoint.jqwik..", "dev.adjoint.simd.."));

    private final JavaClasses core = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT)
            .that(IN_CORE);

    @Test
    void packagesUseOnlyThoseAboveThem() {
        for (int i = 0; i < LAYERS.size(); i++) {
            String[] layersBelow = packages(LAYERS.subList(i + 1, LAYERS.size()));
            noClasses()
                    .that()
                    .resideInAnyPackage(LAYERS.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(layersBelow)
                    .allowEmptyShould(true)
                    .check(core);
        }
    }

    @Test
    void rootPackageUsesNoOther() {
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(LAYERS))
                .allowEmptyShould(true)
                .check(core);
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        classes()
                .should()
                .resideInAnyPackage(packages(LAYERS))
                .orShould()
                .resideInAPackage(ROOT)
                .check(core);
    }

    /** So that native images and closed modules need no list of what is looked up by name. */
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

    private static String[] layer(String... names) {
        return Stream.of(names).map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }

    private static String[] packages(List<String[]> layers) {
        return layers.stream().flatMap(Stream::of).toArray(String[]::new);
    }
}
