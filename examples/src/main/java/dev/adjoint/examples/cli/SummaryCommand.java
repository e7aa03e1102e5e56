package dev.adjoint.examples.cli;

import dev.adjoint.Shape;
import dev.adjoint.SplitMix;
import dev.adjoint.nn.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how large a model is. */
@Command(
        name = "summary",
        description = "Lists the layers of a model with the shapes of their outputs, weights, multiply-adds, receptive"
                + " fields and memory, for one sample.")
final class SummaryCommand extends Reporting {
    @Mixin
    private ModelArgument model;

    @Override
    void run() throws Exception {
        ModelArgument.Loaded loaded = model.load(new SplitMix(1));
        Summary summary = Summary.of(loaded.model(), loaded.batch(1));
        print("%s", summary);
        put("input", summary.input().dims());
        put("layers", summary.rows().stream().map(SummaryCommand::entry).toList());
        put("parameters", summary.parameters());
        put("multiply_adds", summary.multiplyAdds());
        put("parameter_bytes", summary.parameterBytes());
        put("activation_bytes", summary.activationBytes());
    }

    private static Map<String, Object> entry(Summary.Row row) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("path", row.path());
        entry.put("kind", row.kind());
        entry.put("output", row.output().map(Shape::dims).orElse(null));
        entry.put("parameters", row.parameters());
        entry.put("multiply_adds", row.multiplyAdds());
        entry.put("receptive_field", row.receptiveField().orElse(List.of()));
        return entry;
    }
}
