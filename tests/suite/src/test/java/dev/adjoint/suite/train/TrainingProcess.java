package dev.adjoint.suite.train;

import dev.adjoint.io.SafeTensorsWriter;
import dev.adjoint.optim.Accuracy;
import dev.adjoint.optim.BatchResult;
import dev.adjoint.optim.CheckpointOptions;
import dev.adjoint.optim.Checkpoints;
import dev.adjoint.optim.GracefulExit;
import dev.adjoint.optim.JsonLines;
import dev.adjoint.optim.TrainerOptions;
import dev.adjoint.optim.TrainingListener;
import dev.adjoint.optim.TrainingResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A training in a process of its own, which begins anew or resumes, saves itself after every step, and tells so on its
 * standard output. It works in a directory: checkpoints in {@code checkpoints}, the metrics in {@code metrics.jsonl},
 * and when all is done the weights in {@code weights.safetensors}.
 */
final class TrainingProcess implements AutoCloseable {
    static final String SAVED = "saved";

    private static final int EPOCHS = 15;

    private final Path directory;
    private final Process process;
    private final BufferedReader output;

    private TrainingProcess(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a process whose training pauses for some milliseconds after each batch. */
    static TrainingProcess start(Path directory, int pause) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Dadjoint.threads=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingProcess.class.getName(),
                        directory.toString(),
                        String.valueOf(pause))
                .redirectErrorStream(true)
                .start();
        return new TrainingProcess(directory, process);
    }

    /** The training itself. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        int pause = Integer.parseInt(args[1]);
        TrainingListener reports = new TrainingListener() {
            @Override
            public void onBatch(BatchResult result) {
                sleep(pause);
            }

            @Override
            public void onCheckpoint(Path file) {
                System.out.println(SAVED);
            }
        };
        ToyTraining toy = new ToyTraining(TrainerOptions.epochs(EPOCHS)
                .accumulation(2)
                .metrics(new Accuracy())
                .keepBest(true)
                .listeners(new JsonLines(directory.resolve("metrics.jsonl")), reports)
                .checkpoints(
                        CheckpointOptions.in(directory.resolve("checkpoints")).everySteps(1)));
        toy.trainer.resume();
        GracefulExit.run(toy.trainer, Duration.ofMinutes(1), () -> {
            TrainingResult result = toy.fit();
            System.out.println(result.ending());
            if (result.ending() == TrainingResult.Ending.COMPLETED) {
                SafeTensorsWriter weights = new SafeTensorsWriter();
                toy.model.state().forEach(weights::add);
                weights.write(directory.resolve("weights.safetensors"));
            }
            return result;
        });
    }

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for that many checkpoints, or for the end; whether there were as many. */
    boolean awaitSaved(int checkpoints) throws IOException {
        int seen = 0;
        while (seen < checkpoints) {
            String line = output.readLine();
            if (line == null) {
                return false;
            }
            seen += line.equals(SAVED) ? 1 : 0;
        }
        return true;
    }

    /** Waits until a checkpoint is being written, or the end. */
    void awaitWriting() {
        while (process.isAlive() && !isWriting()) {
            Thread.onSpinWait();
        }
    }

    /** Whether there is a checkpoint that is only begun. */
    boolean isWriting() {
        return files().stream().anyMatch(file -> file.getFileName().toString().endsWith(".tmp"));
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(directory.resolve("checkpoints"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasWeights() {
        return Files.exists(directory.resolve("weights.safetensors"));
    }

    int checkpoints() {
        return new Checkpoints(directory.resolve("checkpoints"), 1).files().size();
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Everything that was printed and not read yet, up to the end. */
    List<String> remainingLines() {
        return output.lines().toList();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
