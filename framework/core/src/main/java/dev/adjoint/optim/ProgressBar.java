package dev.adjoint.optim;

import dev.adjoint.AdjointException;
import java.io.Console;
import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Shows on a terminal how far an epoch has come, and prints a line for each epoch that is done:
 *
 * <pre>
 * epoch 3/20 [==========&gt;         ] 51/94  loss 0.4132
 * epoch 3/20 [====================] 94/94  loss 0.4020  validating
 * </pre>
 *
 * <p>The bar is drawn over itself and disappears with its epoch. Where there is no terminal, only the lines are
 * printed.
 */
public final class ProgressBar implements TrainingListener, AutoCloseable {
    private static final int CELLS = 20;
    private static final long PAUSE_NANOS = 100_000_000;

    private final PrintStream out;
    private final TrainingListener lines;
    private final boolean drawn;
    private int epochs;
    private int epoch;
    private int batches;
    private double loss;
    private int counted;
    private int width;
    private long last;

    /**
     * A bar with the lines of {@link PlainLines}.
     *
     * @param out where to print, such as {@code System.out}
     */
    public ProgressBar(PrintStream out) {
        this(out, new PlainLines(out));
    }

    /**
     * A bar with other lines.
     *
     * @param out where to draw the bar
     * @param lines prints what stays; it is called when no bar is in the way
     */
    public ProgressBar(PrintStream out, TrainingListener lines) {
        this(out, lines, isTerminal());
    }

    /**
     * A bar that is drawn or not, whatever the program runs in.
     *
     * @param out where to draw the bar
     * @param lines prints what stays; it is called when no bar is in the way
     * @param drawn whether there is a terminal
     */
    public ProgressBar(PrintStream out, TrainingListener lines, boolean drawn) {
        this.out = out;
        this.lines = lines;
        this.drawn = drawn;
    }

    /** From Java 22 on there is a console without a terminal as well, and a method to ask. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) MethodHandles.publicLookup()
                    .findVirtual(Console.class, "isTerminal", MethodType.methodType(boolean.class))
                    .invokeExact(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (Throwable e) {
            throw new IllegalStateException("asking for a terminal", e);
        }
    }

    @Override
    public void onResume(Path file, List<AdjointException> damaged) {
        lines.onResume(file, damaged);
    }

    @Override
    public void onStart(int all, List<EpochResult> done) {
        epochs = all;
        lines.onStart(all, done);
    }

    @Override
    public void onEpochStart(int number, int done, int all) {
        epoch = number;
        batches = all;
        loss = 0;
        counted = 0;
        lines.onEpochStart(number, done, all);
        draw(done);
    }

    @Override
    public void onBatch(BatchResult result) {
        loss += result.loss();
        counted++;
        if (result.batch() == batches || System.nanoTime() - last > PAUSE_NANOS) {
            draw(result.batch());
        }
        lines.onBatch(result);
    }

    @Override
    public void onEpoch(EpochResult result) {
        clear();
        lines.onEpoch(result);
    }

    @Override
    public void onCheckpoint(Path file) {
        clear();
        lines.onCheckpoint(file);
    }

    @Override
    public void onEnd(TrainingResult result) {
        clear();
        lines.onEnd(result);
    }

    private void draw(int done) {
        if (!drawn) {
            return;
        }
        last = System.nanoTime();
        int filled = (int) ((long) CELLS * done / batches);
        String bar = "=".repeat(filled) + (filled < CELLS ? ">" + " ".repeat(CELLS - filled - 1) : "");
        String text = "epoch %d/%d [%s] %d/%d".formatted(epoch, epochs, bar, done, batches);
        if (counted > 0) {
            text += String.format(Locale.ROOT, "  loss %.4f", loss / counted);
        }
        if (done == batches) {
            text += "  validating";
        }
        out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        out.flush();
        width = text.length();
    }

    /** Removes the bar, for loops of one's own that tell of no end of an epoch. */
    @Override
    public void close() {
        clear();
    }

    private void clear() {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
            width = 0;
        }
    }
}
