package dev.adjoint.jqwik;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The whole numbers from which a sample is made. At first each number is drawn at random and recorded. Given again, the
 * same numbers make the same sample, and changed numbers make another one. A smaller number is a simpler choice, and 0
 * is the simplest, so simpler numbers make simpler samples. The idea is from D. MacIver and A. Donaldson, Test-Case
 * Reduction via Test-Case Generation: Insights from the Hypothesis Reducer, 2020.
 */
final class Choices {
    private final int[] given;
    private final Random random;
    private final List<Integer> made = new ArrayList<>();
    private final List<Omission> omissions = new ArrayList<>();

    /**
     * One of several similar parts, which can be left out.
     *
     * @param count the position of the choice that decides the number of parts
     * @param choices the positions of the choices that made the part
     */
    record Omission(int count, BitSet choices) {}

    private Choices(int[] given, Random random) {
        this.given = given;
        this.random = random;
    }

    static Choices drawn(Random random) {
        return new Choices(new int[0], random);
    }

    /** The given choices. All further choices are the simplest. */
    static Choices given(int... choices) {
        return new Choices(choices, null);
    }

    /** A number from 0 to {@code most}. */
    int upTo(int most) {
        int at = made.size();
        int choice = at < given.length ? Math.min(given[at], most) : random == null ? 0 : random.nextInt(most + 1);
        made.add(choice);
        return choice;
    }

    /** A number from {@code least}, the simplest, to {@code most}. */
    int between(int least, int most) {
        return least + upTo(most - least);
    }

    /** True once in the given number of times; false is simpler. */
    boolean oneIn(int times) {
        return upTo(times - 1) == times - 1;
    }

    /** One of the given values. The first is the simplest. */
    <T> T of(List<T> values) {
        return values.get(upTo(values.size() - 1));
    }

    /** A list; a shorter one is simpler. */
    <T> List<T> list(int least, int most, Supplier<T> element) {
        int length = made.size();
        int count = between(least, most);
        List<T> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = made.size();
            list.add(element.get());
            BitSet choices = new BitSet();
            choices.set(from, made.size());
            mayOmit(length, choices);
        }
        return list;
    }

    /** Says that a part may be omitted: with one less at {@code count}, and without the given choices. */
    void mayOmit(int count, BitSet choices) {
        if (made.get(count) > 0) {
            omissions.add(new Omission(count, choices));
        }
    }

    /** The position of the next choice. */
    int position() {
        return made.size();
    }

    /** All choices so far. */
    int[] made() {
        return made.stream().mapToInt(Integer::intValue).toArray();
    }

    List<Omission> omissions() {
        return omissions;
    }
}
