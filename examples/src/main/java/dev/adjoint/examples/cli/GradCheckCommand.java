package dev.adjoint.examples.cli;

import dev.adjoint.AdjointException;
import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.GradCheckReport;
import dev.adjoint.Parameter;
import dev.adjoint.SplitMix;
import dev.adjoint.nn.Block;
import dev.adjoint.nn.ChannelDropout;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the gradients of a model. */
@Command(
        name = "gradcheck",
        description = {
            "Compares the gradients of a model, in float64, with differences of its outputs.",
            "The model is in training mode, without dropout. The input is random."
        })
final class GradCheckCommand extends Reporting {
    @Mixin
    private ModelArgument model;

    @Option(
            names = {"-b", "--batch-size"},
            order = 2,
            paramLabel = "N",
            description = "Samples in the batch; default ${DEFAULT-VALUE}.",
            defaultValue = "2")
    private int batchSize;

    @Option(
            names = {"-s", "--seed"},
            order = 3,
            paramLabel = "N",
            description = "The source of the input and the directions; default ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--order",
            order = 4,
            paramLabel = "N",
            description = "1, or 2 for the gradients of gradients as well; default ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int order;

    @Override
    void run() throws Exception {
        Check.atLeast(1, "--batch-size", batchSize);
        Check.holds(order == 1 || order == 2, "--order", "1 or 2", order);
        RandomGenerator random = new SplitMix(seed);
        ModelArgument.Loaded loaded = model.load(random);
        Layer twin = DoublePrecision.of(loaded.model(), random);
        twin.train();
        disableDropout(twin);
        Parameter input = new Parameter(
                "input", loaded.random(batchSize, random).to(DType.FLOAT64).value());
        List<Parameter> variables = new ArrayList<>(List.of(input));
        variables.addAll(twin.parameters().values());
        GradCheckReport report = GradCheck.DEFAULTS.order(order).seed(seed).check(() -> twin.forward(input), variables);
        put("passed", report.passed());
        put("comparisons", report.comparisons().size());
        put("kinks", report.kinks().size());
        put("worst_error", report.worst().error());
        if (!report.passed()) {
            throw new AdjointException(report.toString());
        }
        List<String> names = new ArrayList<>(List.of("input"));
        names.addAll(twin.parameters().keySet());
        print("%s: the gradients by %s are right", loaded.name(), String.join(", ", names));
        print(
                "%d comparisons, %d of them at kinks, where there is no gradient; largest error %.1e",
                report.comparisons().size(),
                report.kinks().size(),
                report.worst().error());
    }

    private static void disableDropout(Block module) {
        if (module instanceof Dropout || module instanceof ChannelDropout) {
            module.eval();
        }
        module.children().values().forEach(GradCheckCommand::disableDropout);
    }
}
