package dev.adjoint.jqwik;

import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/** Samples that are made from {@link Choices}. Their settings are changed in a copy. */
abstract class DrawnArbitrary<T, A extends DrawnArbitrary<T, A>> implements Arbitrary<T>, Cloneable {
    /** Makes a sample. */
    abstract T draw(Choices choices);

    /** The choices of samples that are likely to be treated wrongly. Choices outside the settings are moved inside. */
    abstract List<int[]> edges();

    @Override
    public final RandomGenerator<T> generator(int genSize) {
        return random -> new Drawn<>(this::draw, Choices.drawn(random));
    }

    @Override
    public final EdgeCases<T> edgeCases(int maxEdgeCases) {
        List<Supplier<Shrinkable<T>>> cases = edges().stream()
                .limit(maxEdgeCases)
                .<Supplier<Shrinkable<T>>>map(choices -> () -> new Drawn<>(this::draw, Choices.given(choices)))
                .toList();
        return () -> cases;
    }

    /** A copy whose settings may be changed before anybody sees it. */
    @SuppressWarnings("unchecked")
    final A copy() {
        try {
            return (A) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
