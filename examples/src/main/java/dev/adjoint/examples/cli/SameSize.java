package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Sample;
import java.util.List;

/** Images, which must all have the shape of the first: the error names the option that gives them one size. */
final class SameSize implements Dataset {
    private final Dataset images;
    private final Shape shape;

    SameSize(Dataset images) {
        this.images = images;
        this.shape = images.sample(0).input().shape();
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public Sample sample(int index) {
        Sample sample = images.sample(index);
        if (!sample.input().shape().equals(shape)) {
            throw new ArgumentException(name(index) + ": expected an image of shape " + shape + " as " + name(0)
                    + " is, got " + sample.input().shape() + "; --size brings all images to one size");
        }
        return sample;
    }

    @Override
    public IntArray label(int index) {
        return images.label(index);
    }

    @Override
    public String name(int index) {
        return images.name(index);
    }

    @Override
    public List<String> classNames() {
        return images.classNames();
    }
}
