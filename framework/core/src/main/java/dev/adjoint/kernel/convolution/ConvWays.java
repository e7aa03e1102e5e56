package dev.adjoint.kernel.convolution;

import static dev.adjoint.kernel.convolution.ConvProduct.FILTER_GRADIENT;
import static dev.adjoint.kernel.convolution.ConvProduct.FORWARD;
import static dev.adjoint.kernel.convolution.ConvProduct.INPUT_GRADIENT;

import dev.adjoint.kernel.engine.EngineState;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which way is taken to compute a product of a convolution, and why: the first rule that holds. Each limit was
 * measured. The choice follows from sizes and from the backend, so it is the same on any number of threads.
 */
public final class ConvWays {
    private static final Set<ConvProduct> ALL = Set.of(ConvProduct.values());

    private static final List<Rule> RULES = List.of(
            rule(
                            ALL,
                            ConvWay.FOURIER,
                            ConvCase::transformsPay,
                            "saves more operations than its own cost;" + " numbers of similar magnitude")
                    .because("its cost does not grow with the kernel"),
            rule(ALL, ConvWay.PATCHES, ConvCase::hasLongSums, "a window reads more than 65536 cells")
                    .because("their sum is cut into stretches"),
            rule(ALL, ConvWay.WINOGRAD, ConvCase::hasManyChannels, "3x3, stride 1; 16 channels or more, in and out")
                    .because("it takes a quarter of the multiplications"),
            rule(ALL, ConvWay.DIRECT, ConvCase::isDepthwise, "one input and one output channel in each group")
                    .because("a product of matrices would have one row"),
            rule(Set.of(FILTER_GRADIENT), ConvWay.DIRECT, ConvCase::hasOneInput, "vectors; one input channel a group")
                    .because("windows of a plane are lines of its cells"),
            rule(ALL, ConvWay.PATCHES, ConvCase::isPointwise, "1x1, stride 1, no padding")
                    .because("the patches are the image itself"),
            rule(
                            Set.of(FILTER_GRADIENT),
                            ConvWay.DIRECT,
                            ConvCase::hasShortRows,
                            "vectors; stride 1; a window's row" + " fills less than 3/4 of its vectors")
                    .because("the same, plane by plane"),
            rule(Set.of(FILTER_GRADIENT), ConvWay.CELLS, ConvCase::hasVectors, "vectors")
                    .because("a window's row is read where it stands"),
            rule(
                            Set.of(FORWARD),
                            ConvWay.CELLS,
                            ConvCase::hasLongRows,
                            "vectors; a window's row has 64 elements or" + " more, or 24 where windows lie far apart")
                    .because("no window between lines or strides is computed in vain"),
            rule(
                            Set.of(INPUT_GRADIENT),
                            ConvWay.CELLS,
                            ConvCase::hasLongRowsBack,
                            "vectors; a row of each phase has 64" + " elements or more")
                    .because("the same, phase by phase"),
            rule(ALL, ConvWay.PATCHES, any -> true, "always").because("it takes any convolution"));

    private ConvWays() {}

    /** The way to compute a product. */
    static ConvWay of(ConvCase wanted) {
        ConvWay forced = EngineState.forcedWay().orElse(null);
        boolean spoils = forced == ConvWay.FOURIER && wanted.isRough();
        if (forced != null && !spoils && forced.applies(wanted.geometry(), wanted.lanes())) {
            return forced;
        }
        for (Rule rule : RULES) {
            if (rule.products.contains(wanted.product()) && rule.when.test(wanted)) {
                return rule.way;
            }
        }
        throw new IllegalStateException("no rule holds");
    }

    /** The rules as a table, a line each. */
    public static String table() {
        return RULES.stream().map(Rule::toString).collect(Collectors.joining("\n"));
    }

    private static Rule rule(Set<ConvProduct> products, ConvWay way, Predicate<ConvCase> when, String condition) {
        return new Rule(products, way, when, condition, "");
    }

    private record Rule(
            Set<ConvProduct> products, ConvWay way, Predicate<ConvCase> when, String condition, String reason) {
        Rule because(String why) {
            return new Rule(products, way, when, condition, why);
        }

        @Override
        public String toString() {
            String product = products.size() == 1 ? products.iterator().next().toString() : "any product";
            return String.format("%-15s  %-8s  if %s; because %s", product, way, condition, reason);
        }
    }
}
