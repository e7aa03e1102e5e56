package dev.adjoint.examples;

import dev.adjoint.explorer.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The first program for a newcomer: the edge detector, the digits, and a page that shows what happened inside. */
public final class MainJob {
    private static final Path PAGE = Path.of("target", "explorer.html");

    private MainJob() {}

    /**
     * Runs the two examples and writes the page.
     *
     * @param args not used
     * @throws IOException if the page cannot be written
     */
    public static void main(String[] args) throws IOException {
        EdgeDetector.main(args);
        System.out.println();
        System.out.println();
        DigitImages images = DigitImages.load();
        Digits digits = Digits.run(images, 1);
        System.out.println();
        Files.createDirectories(PAGE.getParent());
        new Page(List.of(Explanations.edgeDetector(), Explanations.stridedConvolution(), digits.explain(images.test())))
                .writeTo(PAGE);
        System.out.println(
                "How the gradients flowed: open " + PAGE.toAbsolutePath().toUri() + " in a browser.");
    }
}
