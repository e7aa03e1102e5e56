package dev.adjoint.jqwik;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The whole numbers a sample is made of. Each is drawn at random the first time, and recorded; given again, perhaps
 * changed, the same numbers make the same sample. A smaller number is a simpler choice, 0 the simplest, so that samples
 * are simplified by simplifying numbers. The idea is that of D. MacIver and A. Donaldson, Test-Case Reduction via
 * Test-Case Generation: Insights from the Hypothesis Reducer, 2020.
 */
final class Choices {
    private final int[] given;
    private final Random random;
    private final List<Integer> made = new ArrayList<>();
    private final List<Omission> omissions = new ArrayList<>();

    /**
     * Something that was made several times, and can be left out once.
     *
     * @param count where the choice of how many there are stands
     * @param choices where the choices stand that made it
     */
    record Omission(int count, BitSet choices) {}

    private Choices(int[] given, Random random) {
        this.given = given;
        this.random = random;
    }

    static Choices drawn(Random random) {
        return new Choices(new int[0], random);
    }

    /** The simplest choice follows the last one that is given. */
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

    /** True once in so many times; false is simpler. */
    boolean oneIn(int times) {
        return upTo(times - 1) == times - 1;
    }

    /** One of some values, the first of them the simplest. */
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

    /** Says that less would do: with one less at {@code count}, and without some other choices. */
    void mayOmit(int count, BitSet choices) {
        if (made.get(count) > 0) {
            omissions.add(new Omission(count, choices));
        }
    }

    /** Where the next choice will stand. */
    int position() {
        return made.size();
    }

    /** What was chosen so far. */
    int[] made() {
        return made.stream().mapToInt(Integer::intValue).toArray();
    }

    List<Omission> omissions() {
        return omissions;
    }
}
