import { spread, windowOf } from "explorer/arithmetic";
import { range } from "explorer/convolution";
import { shared } from "explorer/color";
import { figure, h, replace, toggle } from "explorer/dom";
import { all, compare } from "explorer/equality";
import { count, number } from "explorer/format";
import { formula } from "explorer/formula";
import { cellSize, grid, legend } from "explorer/grid";
import { player } from "explorer/player";
import { isHidden, question } from "explorer/prediction";
import { integer } from "explorer/state";
import { Frame, badge, inputGrid, largest, missingConvolution, scene, sumLine } from "explorer/views/conv-scene";

/**
 * The gradient with respect to the input, in two ways that fill the same picture: each output gradient scatters its
 * multiple of the kernel, or each input cell gathers what comes back to it.
 */
export const inputGradientView = {
  id: "input-gradient",
  title: "Input gradient",
  missing: missingConvolution,
  render(context) {
    const { state, set } = context;
    const here = scene(context);
    if (here.omission || !here.conv.dx) {
      return [here.controls, here.omission ?? h("p", { class: "missing" }, "The loss does not depend on this convolution's input.")];
    }
    const gather = state.way === "gather";
    const cells = gather ? here.conv.inputCells : here.conv.outputCells;
    const step = integer(state, "step", cells, 0, cells);
    const picture = (gather ? drawGather : drawScatter)({ ...here, step, state, set });
    return [
      h("p", { class: "lead" }, gather
        ? "Gather: the output gradient is spread out by the stride and padded. The kernel, turned around, slides over it. Each input cell adds up what its weights carry: this is a transposed convolution."
        : "Scatter: each output gradient paints its multiple of the kernel onto the cells that its window read. Where windows overlap, the paint adds up."),
      here.controls,
      h("div", { class: "bar" },
        h("div", { class: "segmented", role: "group", "aria-label": "Way" },
          toggle("Scatter", !gather, () => set({ way: null, step: null })),
          toggle("Gather", gather, () => set({ way: "gather", step: null }))),
        player({ step, last: cells, name: "cell", onStep: to => set({ step: to === cells ? null : to }) })),
      picture,
      formula(gather
        ? "\\bar x_{c,q} = \\sum_{o,k}\\; w_{o,c,k}\\; \\bar y_{o,p} \\quad\\text{with } p\\,\\text{stride} - \\text{padding} + k\\,\\text{dilation} = q"
        : "\\bar x_{c,\\;p\\,\\text{stride} - \\text{padding} + k\\,\\text{dilation}} \\;\\mathrel{+}=\\; \\bar y_{o,p}\\; w_{o,c,k} \\quad\\text{for all } o, p, k", true),
    ];
  },
};

/** The gradient with respect to the input after the first cells of the walk, for one channel. */
export function filled(conv, n, channel, gather, step) {
  const dx = new Array(conv.inputCells).fill(0);
  for (let i = 0; i < step; i++) {
    if (gather) {
      dx[i] = sum(conv.gather(n, channel, Math.floor(i / conv.width.input), i % conv.width.input));
    } else {
      for (const filter of conv.filtersOf(channel)) {
        for (const term of conv.scatter(n, channel, filter, Math.floor(i / conv.width.output), i % conv.width.output)) {
          dx[term.row * conv.width.input + term.column] += term.product;
        }
      }
    }
  }
  return dx;
}

function sum(terms) {
  return terms.reduce((total, term) => total + term.product, 0);
}

/** The picture that both ways fill, with its check against the recording once it is whole. */
function target({ conv, n, channel, step, state, set }, gather, onHover) {
  const { width } = conv;
  const frame = new Frame(conv);
  const recorded = conv.plane(conv.dx, n, channel, conv.height.input, width.input);
  const scale = shared(recorded);
  const done = step === (gather ? conv.inputCells : conv.outputCells);
  const dx = filled(conv, n, channel, gather, step);
  const key = i => `${state.recording} dx ${conv.entry.index} ${n} ${channel} ${i}`;
  const hidden = i => isHidden(state, key(i));
  const selected = integer(state, "cell", largest(recorded), 0, conv.inputCells - 1);
  const picture = inputGrid(frame, dx.map((v, i) => (hidden(i) ? undefined : v)), {
    key: "dx", cell: Math.min(cellSize(frame.rows, frame.columns, 0.42)), scale, label: "input gradient", start: frame.place(Math.floor(selected / width.input), selected % width.input),
    describe: (row, column, i) => `gradient of x[${row}, ${column}] = ${hidden(i) ? "?" : number(dx[i], 6)}${done ? "" : " so far"}`,
    onHover: i => onHover(i ?? selected),
    onSelect: i => set({ cell: i }),
  });
  const comparisons = done ? range(conv.inputCells).map(i =>
    compare(conv.gather(n, channel, Math.floor(i / width.input), i % width.input).map(t => t.product), recorded[i], conv.dtype)) : [];
  const ask = state.predict && hidden(selected)
    ? question({
      key: key(selected), question: `Gradient of x[${Math.floor(selected / width.input)}, ${selected % width.input}]?`,
      answer: recorded[selected], onReveal: () => set({}),
    }) : null;
  return {
    frame, selected, recorded, hidden, picture,
    element: figure(["input gradient ", formula("\\bar x"), conv.inputChannels > 1 ? `, channel ${channel}` : "", done ? "" : ", filling"],
      picture.element, recorded.some((_, i) => hidden(i)) ? null : legend(scale), done ? badge(all(comparisons), "gradient") : null, ask),
  };
}

function kernelGrid(conv, filter, channel, flipped, cell) {
  const { height, width } = conv;
  const place = i => {
    const r = Math.floor(i / width.kernel);
    const s = i % width.kernel;
    return flipped ? [height.kernel - 1 - r, width.kernel - 1 - s] : [r, s];
  };
  const values = range(conv.kernelCells).map(i => conv.weight(filter, channel, ...place(i)));
  const scale = shared(values);
  const picture = grid({
    key: "kernel", rows: height.kernel, columns: width.kernel, cell, values, scale, dtype: conv.dtype, label: flipped ? "turned kernel" : "kernel",
    describe: i => `w[${place(i).join(", ")}] = ${number(values[i], 6)}`,
  });
  return { picture, scale };
}

function drawScatter(here) {
  const { conv, n, filter, channel, step, set } = here;
  const { height, width } = conv;
  const dy = conv.plane(conv.dy, n, filter, height.output, width.output);
  const scale = shared(dy);
  const current = step === 0 || step === conv.outputCells ? largest(dy) : step - 1;
  const panel = h("section", { class: "panel", "aria-live": "polite" });
  const result = target(here, false, i => source.mark("reads", conv.gather(n, channel, Math.floor(i / width.input), i % width.input, [filter])
    .map(term => term.row * width.output + term.column)));
  const kernel = kernelGrid(conv, filter, channel, false, 38);
  const source = grid({
    key: "dy", rows: height.output, columns: width.output, cell: cellSize(height.output, width.output, 0.36), values: dy, scale, dtype: conv.dtype,
    label: "output gradient", start: current, kinds: () => null,
    describe: i => `gradient of y[${Math.floor(i / width.output)}, ${i % width.output}] = ${number(dy[i], 6)}`,
    onHover: i => show(i ?? current),
    onSelect: i => set({ step: i + 1 }),
  });

  function show(i) {
    const row = Math.floor(i / width.output);
    const column = i % width.output;
    const terms = conv.scatter(n, channel, filter, row, column);
    source.mark("chosen", [i]);
    result.picture.mark("patch", terms.map(term => result.frame.place(term.row, term.column)));
    const others = conv.filtersOfGroup - 1;
    replace(panel,
      h("h2", {}, `ȳ[${row}, ${column}] = ${number(dy[i])}`),
      h("p", {}, terms.length ? `is multiplied by ${count(terms.length, "weight")} and added to ${terms.length === 1 ? "one cell" : terms.length + " cells"}:` : "has no cell to paint: its window lies in the padding."),
      h("table", { class: "terms" }, terms.slice(0, 12).map(term => h("tr", {},
        h("td", {}, `x̄[${term.row}, ${term.column}] += `), h("td", {}, `ȳ · ${number(term.weight, 3)}`),
        h("td", {}, "= " + number(term.product, 3))))),
      terms.length > 12 ? h("p", { class: "note" }, `and ${terms.length - 12} more`) : null,
      others ? h("p", { class: "note" }, `Each step paints all ${conv.filtersOfGroup} filters that read this channel; the picture of ȳ is filter ${filter}'s.`) : null);
  }
  show(current);
  return h("div", { class: "stage" },
    figure(["output gradient ", formula("\\bar y"), conv.filters > 1 ? `, filter ${filter}` : ""], source.element, legend(scale)),
    h("div", { class: "column" }, figure(["kernel ", formula("w")], kernel.picture.element, legend(kernel.scale)), panel),
    result.element);
}

function drawGather(here) {
  const { conv, n, filter, channel, step, state } = here;
  const { height, width } = conv;
  const rows = spread(height);
  const columns = spread(width);
  const dy = conv.plane(conv.dy, n, filter, height.output, width.output);
  const scale = shared(dy);
  const panel = h("section", { class: "panel", "aria-live": "polite" });
  const place = i => ({ row: rows[Math.floor(i / columns.length)], column: columns[i % columns.length] });
  const output = i => {
    const { row, column } = place(i);
    return row.output !== undefined && column.output !== undefined ? row.output * width.output + column.output : -1;
  };
  const kinds = i => {
    const { row, column } = place(i);
    return row.padding || column.padding ? "padding" : row.zero || column.zero ? "zero" : null;
  };
  const field = grid({
    key: "spread", rows: rows.length, columns: columns.length, cell: cellSize(rows.length, columns.length, 0.42),
    values: range(rows.length * columns.length).map(i => (output(i) < 0 ? 0 : dy[output(i)])), scale, kinds, dtype: conv.dtype,
    label: "output gradient, spread", describe: i => (kinds(i) === "padding" ? "padding: 0" : kinds(i) === "zero" ? "0, put in by the stride"
      : `gradient of y[${Math.floor(output(i) / width.output)}, ${output(i) % width.output}] = ${number(dy[output(i)], 6)}`),
  });
  const result = target(here, true, show);
  const kernel = kernelGrid(conv, filter, channel, true, 38);
  const current = step > 0 && step < conv.inputCells ? step - 1 : result.selected;

  function show(i) {
    const row = Math.floor(i / width.input);
    const column = i % width.input;
    const own = conv.gather(n, channel, row, column, [filter]);
    const terms = conv.gather(n, channel, row, column);
    result.picture.mark("chosen", [result.frame.place(row, column)]);
    field.mark("patch", range(conv.kernelCells).map(k =>
      (row + Math.floor(k / width.kernel) * height.dilation) * columns.length + column + (k % width.kernel) * width.dilation));
    const hidden = result.hidden(i);
    replace(panel,
      h("h2", {}, `x̄[${row}, ${column}]`),
      hidden ? h("p", {}, "Hidden. Which weights meet a gradient here?") : sumLine(own, term => [term.weight, term.dy], sum(own)),
      terms.length > own.length && !hidden ? h("p", {}, `and from the other filters `, h("strong", {}, number(sum(terms) - sum(own), 6))) : null,
      own.length === 0 ? h("p", { class: "note" }, windowOf(width, column, 0) < 0 && terms.length === 0
        ? "No window reads this cell, so no gradient comes back to it." : "No product.") : null,
      hidden ? null : badge(compare(terms.map(t => t.product), result.recorded[i], conv.dtype)));
  }
  show(current);
  return h("div", { class: "stage", "data-way": state.way },
    figure(["output gradient ", formula("\\bar y"), ", spread and padded"], field.element, legend(scale)),
    h("div", { class: "column" }, figure(["kernel ", formula("w"), ", turned around"], kernel.picture.element, legend(kernel.scale)), panel),
    result.element);
}
