package dev.adjoint.jqwik;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** A sample with the choices from which it was made. It shrinks by fewer and smaller choices. */
final class Drawn<T> implements Shrinkable<T> {
    /** This many of the simplest choices are always tried, because which of them still fails may follow no order. */
    private static final int SIMPLEST = 8;

    private final Function<Choices, T> recipe;
    private final T value;
    private final int[] choices;
    private final List<Choices.Omission> omissions;

    Drawn(Function<Choices, T> recipe, Choices source) {
        this.recipe = recipe;
        this.value = recipe.apply(source);
        this.choices = source.made();
        this.omissions = source.omissions();
    }

    @Override
    public T value() {
        return value;
    }

    /**
     * Tries first what leaves out most: parts that may be omitted, then blocks of choices at once, then each choice by
     * itself.
     */
    @Override
    public Stream<Shrinkable<T>> shrink() {
        return Stream.of(omitting(), blocks(), smaller())
                .flatMap(candidates -> candidates)
                .map(candidate -> new Drawn<>(recipe, Choices.given(candidate)))
                .filter(candidate -> candidate.distance().compareTo(distance()) < 0)
                .map(candidate -> candidate);
    }

    private Stream<int[]> omitting() {
        return omissions.stream()
                .map(omission -> IntStream.range(0, choices.length)
                        .filter(at -> !omission.choices().get(at))
                        .map(at -> at == omission.count() ? choices[at] - 1 : choices[at])
                        .toArray());
    }

    /** The simplest choices throughout a half, a quarter, and so on. */
    private Stream<int[]> blocks() {
        return IntStream.iterate(choices.length, length -> length > 1, length -> (length + 1) / 2)
                .boxed()
                .flatMap(length -> IntStream.iterate(0, from -> from < choices.length, from -> from + length)
                        .mapToObj(from -> {
                            int[] candidate = choices.clone();
                            Arrays.fill(candidate, from, Math.min(from + length, choices.length), 0);
                            return candidate;
                        }));
    }

    /** Each choice by itself, replaced by one of the simplest or reduced by a power of two. */
    private Stream<int[]> smaller() {
        return IntStream.range(0, choices.length)
                .boxed()
                .flatMap(at -> IntStream.concat(
                                IntStream.range(0, SIMPLEST),
                                IntStream.rangeClosed(0, 30).map(power -> choices[at] - (1 << 30 - power)))
                        .filter(choice -> choice >= 0 && choice < choices[at])
                        .mapToObj(choice -> {
                            int[] candidate = choices.clone();
                            candidate[at] = choice;
                            return candidate;
                        }));
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(
                choices.length, Arrays.stream(choices).asLongStream().sum());
    }
}
