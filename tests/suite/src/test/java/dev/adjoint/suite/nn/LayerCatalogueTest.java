package dev.adjoint.suite.nn;

import static dev.adjoint.jqwik.AdjointAssertions.assertClose;
import static dev.adjoint.jqwik.AdjointAssertions.assertGradientsMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Tensor;
import dev.adjoint.jqwik.Tolerance;
import dev.adjoint.nn.Layer;
import dev.adjoint.suite.nn.LayerCatalogue.Example;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every layer. */
class LayerCatalogueTest {

    static List<Example> examples() {
        return LayerCatalogue.examples(DType.FLOAT64);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void gradientsOfInputAndParametersAreRightToSecondOrder(Example example) {
        assertGradientsMatch(example.layer(), input(example, DType.FLOAT64));
    }

    @Test
    void everyLayerComputesTheSameInBothElementTypes() {
        List<Example> single = LayerCatalogue.examples(DType.FLOAT32);
        List<Example> twice = examples();
        for (int i = 0; i < single.size(); i++) {
            Tensor expected = twice.get(i).layer().forward(input(twice.get(i), DType.FLOAT64));
            Tensor got = single.get(i).layer().forward(input(single.get(i), DType.FLOAT32));
            assertClose(got, expected.to(DType.FLOAT32), new Tolerance(0, 2e-5));
        }
    }

    @Test
    void parametersHaveTheElementTypeAskedFor() {
        for (Example example : LayerCatalogue.examples(DType.FLOAT32)) {
            for (Parameter parameter : example.layer().parameters().values()) {
                assertThat(parameter.dtype()).as(example.toString()).isEqualTo(DType.FLOAT32);
            }
        }
    }

    @Test
    void everyLayerIsInTheCatalogue() {
        Set<String> shown =
                examples().stream().map(e -> e.layer().getClass().getName()).collect(Collectors.toSet());
        List<String> missing = new ClassFileImporter()
                .importPackages("dev.adjoint.nn").stream()
                        .filter(c -> c.isAssignableTo(Layer.class))
                        .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName)
                        .filter(name -> !shown.contains(name))
                        .toList();
        assertThat(missing).isEmpty();
    }

    private static Tensor input(Example example, DType dtype) {
        SplittableRandom random = new SplittableRandom(11);
        double low = example.positive() ? 0.5 : -2;
        return new Tensor(NDArray.uniform(DType.FLOAT64, example.input(), low, 2, random)
                .to(DType.FLOAT32)
                .to(dtype));
    }
}
