import { range } from "explorer/convolution";
import { shared } from "explorer/color";
import { figure, h, replace } from "explorer/dom";
import { compare } from "explorer/equality";
import { number } from "explorer/format";
import { formula } from "explorer/formula";
import { cellSize, grid, legend } from "explorer/grid";
import { integer } from "explorer/state";
import { Frame, badge, inputGrid, largest, missingConvolution, scene, sumLine, wholeBadge } from "explorer/views/conv-scene";

/** How an output cell of a convolution comes about: a patch of the input, times the kernel, summed. */
export const forwardView = {
  id: "forward",
  title: "Convolution, forward",
  missing: missingConvolution,
  render(context) {
    const { state, set } = context;
    const { conv, n, filter, channel, controls, omission } = scene(context);
    if (omission) {
      return [controls, omission];
    }
    const frame = new Frame(conv);
    const { height, width } = conv;
    const x = conv.plane(conv.x, n, channel, height.input, width.input);
    const w = range(conv.kernelCells).map(i => conv.weight(filter, channel, Math.floor(i / width.kernel), i % width.kernel));
    const y = conv.plane(conv.y, n, filter, height.output, width.output);
    const selected = integer(state, "cell", largest(y), 0, conv.outputCells - 1);
    const cell = Math.min(cellSize(frame.rows, frame.columns, 0.45), cellSize(height.output, width.output, 0.38));
    const scaleX = shared(x);
    const scaleW = shared(w);
    const scaleY = shared(y);
    const panel = h("section", { class: "panel", "aria-live": "polite" });

    const input = inputGrid(frame, x, {
      key: "input", cell, scale: scaleX, label: "input",
      describe: (row, column, i) => `x[${row}, ${column}] = ${number(x[i], 6)}`,
      onHover: i => output.mark("reads", i === null ? [] : conv.gather(n, channel, Math.floor(i / width.input), i % width.input, [filter])
        .map(term => term.row * width.output + term.column)),
    });
    const kernel = grid({
      key: "kernel", rows: height.kernel, columns: width.kernel, cell: Math.max(cell, 34), values: w, scale: scaleW, dtype: conv.dtype,
      label: "kernel", describe: i => `w[${Math.floor(i / width.kernel)}, ${i % width.kernel}] = ${number(w[i], 6)}`,
    });
    const output = grid({
      key: "output", rows: height.output, columns: width.output, cell, values: y, scale: scaleY, dtype: conv.dtype, start: selected,
      label: "output", describe: i => `y[${Math.floor(i / width.output)}, ${i % width.output}] = ${number(y[i], 6)}`,
      onHover: i => show(i ?? selected),
      onSelect: i => set({ cell: i }),
    });

    function show(i) {
      const row = Math.floor(i / width.output);
      const column = i % width.output;
      const here = conv.patch(n, filter, row, column, [channel]);
      input.mark("patch", here.map(term => frame.place(term.row, term.column)));
      output.mark("chosen", [i]);
      const result = compare(conv.outputTerms(n, filter, row, column), y[i], conv.dtype);
      const products = here.map(term => term.product);
      const others = conv.channelsOfGroup - 1;
      const own = products.reduce((a, b) => a + b, 0);
      const bias = conv.bias ? conv.bias.at(filter) : 0;
      const outside = here.filter(term => !term.inside).length;
      replace(panel,
        h("h2", {}, `y[${row}, ${column}]`),
        figure("products w·x", grid({
          key: "products", rows: height.kernel, columns: width.kernel, cell: Math.max(cell, 40), values: products,
          scale: { ...shared(products), unit: 1 }, kinds: k => (here[k].inside ? null : "padding"), table: false, label: "products",
          describe: k => (here[k].inside ? `${number(here[k].weight)} · ${number(here[k].x)} = ${number(products[k])}` : "padding: times 0"),
        }).element),
        sumLine(here, term => [term.weight, term.x], own),
        outside ? h("p", { class: "note" }, `${outside} of ${here.length} in the padding, which counts as 0.`) : null,
        others ? h("p", {}, `and from ${others} other channel${others > 1 ? "s" : ""} `, h("strong", {}, number(result.sum - own - bias, 6))) : null,
        conv.bias ? h("p", {}, "and the bias ", h("strong", {}, number(bias, 6))) : null,
        others || conv.bias ? h("p", {}, "together ", h("strong", {}, number(result.sum, 6))) : null,
        badge(result));
    }

    const page = [
      h("p", { class: "lead" }, "Choose an output cell: the kernel lies on a patch of the input, and each weight is multiplied by the cell under it. The sum is the output."),
      controls,
      h("div", { class: "stage" },
        figure(["input ", formula("x"), conv.inputChannels > 1 ? `, channel ${channel}` : ""], input.element, legend(scaleX)),
        h("div", { class: "column" }, figure(["kernel ", formula("w")], kernel.element, legend(scaleW)), panel),
        figure(["output ", formula("y"), conv.filters > 1 ? `, filter ${filter}` : ""], output.element, legend(scaleY))),
      formula(forwardLatex(conv), true),
      wholeBadge(conv, "output", () => range(conv.outputCells).map(i =>
        compare(conv.outputTerms(n, filter, Math.floor(i / width.output), i % width.output), y[i], conv.dtype))),
    ];
    show(selected);
    return page;
  },
};

function forwardLatex(conv) {
  const index = (o, k, axis) => {
    const stride = axis.stride === 1 ? o : `${axis.stride}${o}`;
    const dilation = axis.dilation === 1 ? k : `${axis.dilation}${k}`;
    return `${stride} + ${dilation}${axis.before ? " - " + axis.before : ""}`;
  };
  return conv.rank === 2
    ? `y_{o,i,j} = ${conv.bias ? "b_o + " : ""}\\sum_{c,r,s} w_{o,c,r,s}\\; x_{c,\\,${index("i", "r", conv.height)},\\,${index("j", "s", conv.width)}}`
    : `y_{o,j} = ${conv.bias ? "b_o + " : ""}\\sum_{c,s} w_{o,c,s}\\; x_{c,\\,${index("j", "s", conv.width)}}`;
}
