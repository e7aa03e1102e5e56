package dev.adjoint.examples.cli;

import dev.adjoint.io.SafeTensors;
import dev.adjoint.nn.FileSummary;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists a safetensors file. */
@Command(name = "inspect", description = "Lists the tensors and the metadata of any safetensors file.")
final class InspectCommand extends Reporting {
    @Parameters(paramLabel = "FILE", description = "A safetensors file.")
    private Path file;

    @Override
    void run() throws Exception {
        print("%s", FileSummary.of(file).stripTrailing());
        try (SafeTensors content = SafeTensors.open(file)) {
            put(
                    "tensors",
                    content.tensors().values().stream()
                            .map(tensor -> Map.of(
                                    "name", tensor.name(),
                                    "type", tensor.type().toString(),
                                    "shape", tensor.sizes(),
                                    "bytes", tensor.bytes()))
                            .toList());
            put("metadata", content.metadata());
        }
    }
}
