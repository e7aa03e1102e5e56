package dev.adjoint.suite.io;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.optim.CheckpointException;
import dev.adjoint.optim.Checkpoints;
import dev.adjoint.optim.TrainingCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that writes ever larger checkpoints, as fast as it can, and says when each is written. */
final class CheckpointWriter {
    private CheckpointWriter() {}

    /**
     * Writes checkpoints until one fails.
     *
     * @param args the directory, how many checkpoints to keep, and by how many elements each is larger than the one
     *     before
     */
    public static void main(String[] args) {
        Checkpoints checkpoints = new Checkpoints(Path.of(args[0]), Integer.parseInt(args[1]));
        try {
            for (int i = 1; ; i++) {
                checkpoints.write(checkpoint(i, i * Integer.parseInt(args[2])));
                System.out.println(i);
            }
        } catch (CheckpointException e) {
            System.out.println(e.getMessage());
        }
    }

    static TrainingCheckpoint checkpoint(int number, int elements) {
        return TrainingCheckpoint.EMPTY
                .with("number", number)
                .withArrays("model", Map.of("w", NDArray.full(DType.FLOAT32, Shape.of(elements), number)));
    }

    /** Starts the process, after a command of the shell. */
    static Process start(String command, Path directory, int keep, int elements) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String script = command + "exec '" + java + "' -cp \"$0\" " + CheckpointWriter.class.getName() + " \"$@\"";
        List<String> all = new ArrayList<>(List.of("sh", "-c", script, System.getProperty("java.class.path")));
        all.addAll(List.of(directory.toString(), String.valueOf(keep), String.valueOf(elements)));
        return new ProcessBuilder(all).redirectErrorStream(true).start();
    }
}
