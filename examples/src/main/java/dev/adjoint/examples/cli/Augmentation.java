package dev.adjoint.examples.cli;

import dev.adjoint.Shape;
import dev.adjoint.data.RandomCrop;
import dev.adjoint.data.RandomErasing;
import dev.adjoint.data.RandomFlip;
import dev.adjoint.data.RandomRotation;
import dev.adjoint.data.Transform;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One random change of images, named on the command line, such as {@code flip} or {@code rotate=10}. */
record Augmentation(Kind kind, OptionalDouble amount) {
    /** The random changes; the amounts are pixels of padding, degrees, and probabilities. */
    enum Kind {
        FLIP(0.5),
        VFLIP(0.5),
        CROP(2),
        ROTATE(10),
        ERASE(0.5);

        private final double amount;

        Kind(double amount) {
            this.amount = amount;
        }
    }

    /** The change, for images of a shape. */
    Transform transform(Shape sample) {
        double size = amount.orElse(kind.amount);
        return switch (kind) {
            case FLIP -> new RandomFlip(RandomFlip.Direction.HORIZONTAL, size);
            case VFLIP -> new RandomFlip(RandomFlip.Direction.VERTICAL, size);
            case CROP -> new RandomCrop(sample.dim(-2), sample.dim(-1), (int) size);
            case ROTATE -> new RandomRotation(size);
            case ERASE -> {
                RandomErasing usual = RandomErasing.DEFAULTS;
                yield new RandomErasing(
                        size, usual.minArea(), usual.maxArea(), usual.minRatio(), usual.maxRatio(), usual.fill());
            }
        };
    }

    /** Reads a name, or a name and an amount. */
    static final class Converter implements ITypeConverter<Augmentation> {
        private static final Pattern SYNTAX = Pattern.compile("(flip|vflip|crop|rotate|erase)(=(\\d+(\\.\\d+)?))?");

        @Override
        public Augmentation convert(String text) {
            Matcher matcher = SYNTAX.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "expected flip, vflip, crop, rotate or erase, each with an amount or not, such as crop=2, got '"
                                + text + "'");
            }
            String amount = matcher.group(3);
            return new Augmentation(
                    Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                    amount == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(amount)));
        }
    }
}
