import { range } from "explorer/convolution";
import { shared } from "explorer/color";
import { figure, h, s, toggle } from "explorer/dom";
import { compare } from "explorer/equality";
import { count, number } from "explorer/format";
import { formula } from "explorer/formula";
import { cellSize, grid, legend } from "explorer/grid";
import { hideTooltip, showTooltip } from "explorer/tooltip";
import { inside, source } from "explorer/arithmetic";
import { missingConvolution, scene, wholeBadge } from "explorer/views/conv-scene";

/** Matrices of more entries that are not empty are not drawn. */
const MOST = 8000;

/** A convolution as the two matrix products that it is, linked with the pictures cell by cell. */
export const matricesView = {
  id: "matrices",
  title: "Matrices",
  missing: missingConvolution,
  render(context) {
    const { state, set } = context;
    const here = scene(context);
    if (here.omission) {
      return [here.controls, here.omission];
    }
    const way = ["patches", "transpose"].includes(state.way) && (state.way !== "transpose" || here.conv.dx) ? state.way : "sparse";
    const tooMany = here.conv.outputCells * here.conv.kernelCells > MOST;
    return [
      h("p", { class: "lead" }, LEADS[way]),
      here.controls,
      h("div", { class: "bar" }, h("div", { class: "segmented", role: "group", "aria-label": "Matrix" },
        toggle("y = C x", way === "sparse", () => set({ way: null })),
        here.conv.dx ? toggle("x̄ = Cᵀ ȳ", way === "transpose", () => set({ way: "transpose" })) : null,
        toggle("y = w P", way === "patches", () => set({ way: "patches" })))),
      tooMany ? h("p", { class: "missing" }, `The matrix has ${count(here.conv.outputCells * here.conv.kernelCells, "entry")}: too many to draw.`)
        : way === "patches" ? drawPatches(here) : drawSparse(here, way === "transpose"),
    ];
  },
};

const LEADS = {
  sparse: "Each row of C is one output cell: it holds the kernel's weights in the columns of the input cells that it reads. All zeros are left out.",
  transpose: "The same matrix transposed: each column scatters an output gradient, and each row gathers for an input cell. Backpropagation through a convolution is the product with Cᵀ.",
  patches: "Each column of P is the patch of one output cell. One row of weights times P gives the whole output: a convolution as a dense matrix product.",
};

/** A matrix drawn as its entries; hovering names the entry under the pointer. */
function matrix({ rows, columns, entries, scale, label, describe, onHover, key }) {
  const room = document.getElementById("content").clientWidth;
  const cell = Math.min(18, (room < 560 ? room - 40 : room * 0.42) / columns, 400 / rows);
  const byPlace = new Map(entries.map(entry => [entry.row * columns + entry.column, entry]));
  const overlay = s("g", { class: "marks" });
  const svg = s("svg", {
    class: "matrix", width: columns * cell, height: rows * cell, viewBox: `0 0 ${columns * cell} ${rows * cell}`, role: "img",
    "aria-label": `${label}: ${rows} rows, ${columns} columns, ${entries.length} entries that are not empty`, "data-key": key,
  },
    s("rect", { class: "ground", width: columns * cell, height: rows * cell }),
    entries.map(entry => s("rect", { x: entry.column * cell, y: entry.row * cell, width: cell, height: cell, fill: scale.color(entry.value) })),
    overlay);
  const mark = (markedRows, markedColumns) => {
    overlay.replaceChildren(
      ...markedRows.map(row => s("rect", { class: "band", y: row * cell, width: columns * cell, height: cell })),
      ...markedColumns.map(column => s("rect", { class: "band", x: column * cell, width: cell, height: rows * cell })));
  };
  svg.addEventListener("pointermove", event => {
    const box = svg.getBoundingClientRect();
    const row = Math.min(rows - 1, Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * rows)));
    const column = Math.min(columns - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * columns)));
    mark([row], [column]);
    showTooltip(describe(row, column, byPlace.get(row * columns + column)), { left: event.clientX, top: event.clientY, width: 0, bottom: event.clientY + 16 });
    onHover(row, column);
  });
  svg.addEventListener("pointerleave", () => {
    mark([], []);
    hideTooltip();
    onHover(null, null);
  });
  const text = h("details", { class: "as-table" }, h("summary", {}, "entries as text"));
  text.addEventListener("toggle", () => text.open && text.childElementCount < 2 && text.append(h("div", { class: "table-scroll" },
    h("ul", {}, entries.slice(0, 500).map(entry => h("li", {}, describe(entry.row, entry.column, entry)))))), { once: true });
  return { element: h("div", {}, svg, text), mark };
}

function plane(conv, values, rows, columns, key, title, onHover) {
  const scale = shared(values);
  const picture = grid({
    key, rows, columns, values, scale, dtype: conv.dtype, label: key, cell: cellSize(rows, columns, 0.24, 180),
    describe: i => `${key}[${Math.floor(i / columns)}, ${i % columns}] = ${number(values[i], 6)}`,
    onHover,
  });
  return { mark: picture.mark, element: figure(title, picture.element, legend(scale)) };
}

function drawSparse({ conv, n, filter, channel }, transposed) {
  const { height, width } = conv;
  const entries = [];
  for (let o = 0; o < conv.outputCells; o++) {
    for (const term of conv.patch(n, filter, Math.floor(o / width.output), o % width.output, [channel])) {
      if (term.inside) {
        const i = term.row * width.input + term.column;
        entries.push({ row: transposed ? i : o, column: transposed ? o : i, value: term.weight, term });
      }
    }
  }
  const [from, to] = transposed ? [conv.plane(conv.dy, n, filter, height.output, width.output), conv.plane(conv.dx, n, channel, height.input, width.input)]
    : [conv.plane(conv.x, n, channel, height.input, width.input), conv.plane(conv.y, n, filter, height.output, width.output)];
  const [input, output] = transposed ? ["ȳ", "x̄"] : ["x", "y"];
  const sizes = transposed
    ? [[height.output, width.output], [height.input, width.input]]
    : [[height.input, width.input], [height.output, width.output]];
  const c = matrix({
    key: "matrix", rows: to.length, columns: from.length, entries, scale: shared(entries.map(e => e.value)), label: transposed ? "Cᵀ" : "C",
    describe: (row, column, entry) => `row ${row}, column ${column}: ${entry ? `w[${entry.term.r}, ${entry.term.s}] = ${number(entry.value)}` : "empty, 0"}`,
    onHover: (row, column) => {
      result.mark("chosen", row === null ? [] : [row]);
      operand.mark("chosen", column === null ? [] : [column]);
      operand.mark("patch", row === null ? [] : entries.filter(e => e.row === row).map(e => e.column));
    },
  });
  const operand = plane(conv, from, ...sizes[0], input, [formula(transposed ? "\\bar y" : "x"), " as a column, here as its picture"], i => {
    c.mark([], i === null ? [] : [i]);
    result.mark("patch", i === null ? [] : entries.filter(e => e.column === i).map(e => e.row));
  });
  const result = plane(conv, to, ...sizes[1], output, [formula(transposed ? "\\bar x" : "y")], i => {
    c.mark(i === null ? [] : [i], []);
    operand.mark("patch", i === null ? [] : entries.filter(e => e.row === i).map(e => e.column));
  });
  const filled = entries.length / (from.length * to.length);
  return [
    h("div", { class: "stage" },
      figure([formula(transposed ? "C^\\top" : "C"), ` ${to.length} × ${from.length}, ${count(entries.length, "entry")}, ${number(100 * filled, 2)} % filled`], c.element),
      operand.element, result.element),
    conv.filters * conv.inputChannels > 1
      ? h("p", { class: "note" }, `This is the block of filter ${filter} and channel ${channel}; the whole matrix has ${conv.filters} × ${conv.inputChannels} such blocks, and the sums run over a row of them.`) : null,
    transposed
      ? wholeBadge(conv, "row", () => range(conv.inputCells).map(i => compare(
        conv.gather(n, channel, Math.floor(i / width.input), i % width.input).map(t => t.product), to[i], conv.dtype)))
      : wholeBadge(conv, "row", () => range(conv.outputCells).map(o => compare(
        conv.outputTerms(n, filter, Math.floor(o / width.output), o % width.output), to[o], conv.dtype))),
  ];
}

function drawPatches({ conv, n, filter, channel }) {
  const { height, width } = conv;
  const x = conv.plane(conv.x, n, channel, height.input, width.input);
  const y = conv.plane(conv.y, n, filter, height.output, width.output);
  const w = range(conv.kernelCells).map(i => conv.weight(filter, channel, Math.floor(i / width.kernel), i % width.kernel));
  const cellOf = (k, o) => {
    const i = source(height, Math.floor(o / width.output), Math.floor(k / width.kernel));
    const j = source(width, o % width.output, k % width.kernel);
    return inside(height, i) && inside(width, j) ? i * width.input + j : -1;
  };
  const entries = [];
  for (let k = 0; k < conv.kernelCells; k++) {
    for (let o = 0; o < conv.outputCells; o++) {
      if (cellOf(k, o) >= 0) {
        entries.push({ row: k, column: o, value: x[cellOf(k, o)], cell: cellOf(k, o) });
      }
    }
  }
  const p = matrix({
    key: "matrix", rows: conv.kernelCells, columns: conv.outputCells, entries, scale: shared(x), label: "P",
    describe: (row, column, entry) => `row ${row}, column ${column}: ${entry ? `x[${Math.floor(entry.cell / width.input)}, ${entry.cell % width.input}] = ${number(entry.value)}` : "padding, 0"}`,
    onHover: (row, column) => {
      input.mark("patch", column === null ? [] : range(conv.kernelCells).map(k => cellOf(k, column)));
      input.mark("chosen", row === null ? [] : [cellOf(row, column)]);
      output.mark("chosen", column === null ? [] : [column]);
      kernel.mark("chosen", row === null ? [] : [row]);
    },
  });
  const kernel = plane(conv, w, 1, conv.kernelCells, "w", [formula("w"), " as a row"], i => p.mark(i === null ? [] : [i], []));
  const input = plane(conv, x, height.input, width.input, "x", formula("x"), i => p.mark([], i === null ? [] : entries.filter(e => e.cell === i).map(e => e.column)));
  const output = plane(conv, y, height.output, width.output, "y", formula("y"), i => p.mark([], i === null ? [] : [i]));
  return [
    h("div", { class: "stage" },
      kernel.element,
      figure([formula("P"), ` ${conv.kernelCells} × ${conv.outputCells}`, conv.channelsOfGroup > 1 ? `, the rows of channel ${channel}` : ""], p.element),
      input.element, output.element),
    wholeBadge(conv, "column", () => range(conv.outputCells).map(o => compare(
      conv.outputTerms(n, filter, Math.floor(o / width.output), o % width.output), y[o], conv.dtype))),
  ];
}
