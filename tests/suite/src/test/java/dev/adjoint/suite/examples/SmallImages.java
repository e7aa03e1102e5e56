package dev.adjoint.suite.examples;

import dev.adjoint.SplitMix;
import dev.adjoint.data.Classifier;
import dev.adjoint.data.Normalize;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Images with stripes across and stripes down, and a model that might tell them apart. */
final class SmallImages {
    private SmallImages() {}

    /** A folder for each of the two classes, with so many images of 16x16 pixels. */
    static void write(Path directory, int each) throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < each; i++) {
            write(directory.resolve("across").resolve(i + ".png"), true, random);
            write(directory.resolve("down").resolve(i + ".png"), false, random);
        }
    }

    private static void write(Path file, boolean across, Random random) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        int phase = random.nextInt(4);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                boolean bright = ((across ? y : x) + phase) / 2 % 2 == 0;
                image.getRaster().setSample(x, y, 0, (bright ? 180 : 40) + random.nextInt(40));
            }
        }
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    /** A model for grey images of 4x4 pixels, with random weights. */
    static Classifier model(String... classes) {
        return Classifier.of(
                        new Sequential(
                                new Normalize(List.of(0.5), List.of(0.25)).layer(),
                                new Flatten(),
                                new Linear(16, 2, new SplitMix(1))),
                        classes)
                .input(1, 4, 4);
    }
}
