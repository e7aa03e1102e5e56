import { range } from "explorer/convolution";
import { shared } from "explorer/color";
import { figure, h, replace } from "explorer/dom";
import { compare } from "explorer/equality";
import { count, number } from "explorer/format";
import { formula } from "explorer/formula";
import { cellSize, grid, legend } from "explorer/grid";
import { isHidden, question } from "explorer/prediction";
import { integer } from "explorer/state";
import { Frame, badge, inputGrid, missingConvolution, scene, sumLine, wholeBadge } from "explorer/views/conv-scene";

/** How the gradient of a kernel's weight comes about: every input cell it touched, times the output gradient there. */
export const filterGradientView = {
  id: "filter-gradient",
  title: "Filter gradient",
  missing: missingConvolution,
  render(context) {
    const { state, set } = context;
    const { conv, n, filter, channel, controls, omission } = scene(context);
    if (omission || !conv.dw) {
      return [controls, omission ?? h("p", { class: "missing" }, "The loss does not depend on this convolution's weight.")];
    }
    const { height, width } = conv;
    const frame = new Frame(conv);
    const selected = integer(state, "cell", 0, 0, conv.kernelCells - 1);
    const inGroup = channel - conv.group(filter) * conv.channelsOfGroup;
    const x = conv.plane(conv.x, n, channel, height.input, width.input);
    const dy = conv.plane(conv.dy, n, filter, height.output, width.output);
    const dw = conv.plane(conv.dw, filter, inGroup, height.kernel, width.kernel);
    const everyImage = conv.keptImages === conv.images;
    const key = i => `${state.recording} dw ${conv.entry.index} ${filter} ${channel} ${i}`;
    const hidden = i => isHidden(state, key(i));
    const cell = Math.min(cellSize(frame.rows, frame.columns, 0.4), cellSize(height.output, width.output, 0.36));
    const [scaleX, scaleY, scaleW] = [x, dy, dw].map(values => shared(values));
    const panel = h("section", { class: "panel", "aria-live": "polite" });
    const input = inputGrid(frame, x, {
      key: "input", cell, scale: scaleX, label: "input",
      describe: (row, column, i) => `x[${row}, ${column}] = ${number(x[i], 6)}`,
    });
    const source = grid({
      key: "dy", rows: height.output, columns: width.output, cell, values: dy, scale: scaleY, dtype: conv.dtype, label: "output gradient",
      describe: i => `gradient of y[${Math.floor(i / width.output)}, ${i % width.output}] = ${number(dy[i], 6)}`,
      onHover: i => pair(i),
    });
    const gradient = grid({
      key: "dw", rows: height.kernel, columns: width.kernel, cell: Math.max(cell, 44), values: dw.map((v, i) => (hidden(i) ? undefined : v)),
      scale: scaleW, dtype: conv.dtype, label: "filter gradient", start: selected,
      describe: i => `gradient of w[${Math.floor(i / width.kernel)}, ${i % width.kernel}] = ${hidden(i) ? "?" : number(dw[i], 6)}`,
      onHover: i => show(i ?? selected),
      onSelect: i => set({ cell: i }),
    });
    let shown = selected;

    function terms(i, images) {
      return conv.filterTerms(filter, channel, Math.floor(i / width.kernel), i % width.kernel, images);
    }

    /** The output cell under the pointer, and the input cell that the shown weight multiplied for it. */
    function pair(i) {
      const term = i === null ? null : terms(shown, [n]).find(t => t.row * width.output + t.column === i);
      input.mark("chosen", term ? [frame.place(term.i, term.j)] : []);
      source.mark("chosen", term ? [i] : []);
    }

    function show(i) {
      shown = i;
      const own = terms(i, [n]);
      const sumOwn = own.reduce((total, t) => total + t.product, 0);
      const products = terms(i, range(conv.keptImages)).map(t => t.product);
      input.mark("patch", own.map(t => frame.place(t.i, t.j)));
      input.pin(own.map(t => ({ cell: frame.place(t.i, t.j), color: scaleY.color(t.dy) })));
      source.mark("reads", own.map(t => t.row * width.output + t.column));
      gradient.mark("chosen", [i]);
      const nonZero = own.filter(t => t.product !== 0);
      replace(panel,
        h("h2", {}, `w̄[${Math.floor(i / width.kernel)}, ${i % width.kernel}]`),
        h("p", {}, `This weight touched ${count(own.length, "input cell")}${own.length < conv.outputCells ? `, and the padding ${conv.outputCells - own.length} times` : ""}. Products that are not 0:`),
        hidden(i) ? h("p", {}, "Hidden. Sum the products to find it.") : sumLine(nonZero, t => [t.x, t.dy], sumOwn),
        conv.images > 1 ? h("p", { class: "note" }, everyImage ? `Summed over all ${conv.images} images: ${number(products.reduce((a, b) => a + b, 0), 6)}.`
          : `The page has ${conv.keptImages} of ${conv.images} images, so the whole sum is not here.`) : null,
        everyImage && !hidden(i) ? badge(compare(products, dw[i], conv.dtype)) : null);
    }
    const stride = Math.max(height.stride, width.stride);
    const page = [
      h("p", { class: "lead" }, "Choose a weight: all input cells that it multiplied are marked, one for each output. A dot shows that output's gradient. The sum of the products is the weight's gradient."),
      controls,
      h("div", { class: "stage" },
        figure(["input ", formula("x"), conv.inputChannels > 1 ? `, channel ${channel}` : ""], input.element, legend(scaleX)),
        figure(["output gradient ", formula("\\bar y"), conv.filters > 1 ? `, filter ${filter}` : ""], source.element, legend(scaleY)),
        h("div", { class: "column" }, figure(["filter gradient ", formula("\\bar w")], gradient.element, dw.some((_, i) => hidden(i)) ? null : legend(scaleW),
          state.predict && hidden(selected) ? question({
            key: key(selected), question: `Gradient of w[${Math.floor(selected / width.kernel)}, ${selected % width.kernel}]?`,
            answer: dw[selected], onReveal: () => set({}),
          }) : null),
          panel)),
      formula("\\bar w_{o,c,k} = \\sum_{n,p}\\; x_{n,c,\\;p\\,\\text{stride} - \\text{padding} + k\\,\\text{dilation}}\\;\\; \\bar y_{n,o,p}", true),
      h("p", {}, stride > 1
        ? `Why stride becomes dilation: the marked cells lie ${stride} apart, because neighbouring outputs read cells that far apart. So the filter gradient is itself a convolution of x with ȳ as its kernel, dilated by the stride ${stride}; and the weights, a dilation apart, are its strides.`
        : "With stride 1 the marked cells are neighbours: the filter gradient is a convolution of x with ȳ as its kernel. A stride would put gaps between them, which is what dilation does to a kernel."),
      everyImage && !state.predict ? wholeBadge(conv, "weight", () => range(conv.kernelCells).map(i => compare(terms(i, range(conv.images)).map(t => t.product), dw[i], conv.dtype))) : null,
    ];
    show(selected);
    return page;
  },
};
