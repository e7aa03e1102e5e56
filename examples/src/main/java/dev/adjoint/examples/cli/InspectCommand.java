package dev.adjoint.examples.cli;

import dev.adjoint.io.SafeTensors;
import dev.adjoint.io.TensorInfo;
import dev.adjoint.nn.FileSummary;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
                            .map(InspectCommand::entry)
                            .toList());
            put("metadata", content.metadata());
        }
    }

    private static Map<String, Object> entry(TensorInfo tensor) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", tensor.name());
        entry.put("type", tensor.type().toString());
        entry.put("shape", tensor.sizes());
        entry.put("bytes", tensor.bytes());
        return entry;
    }
}
