import { range } from "explorer/convolution";
import { shared } from "explorer/color";
import { choice, figure, h, replace } from "explorer/dom";
import { all, compare } from "explorer/equality";
import { number, shape } from "explorer/format";
import { formula } from "explorer/formula";
import { cellSize, grid, legend } from "explorer/grid";
import { Pooling } from "explorer/pooling";
import { integer } from "explorer/state";
import { badge } from "explorer/views/conv-scene";

/** What lets a gradient through: the gates of a rectifier, the routes of a pooling. */
export const gatesView = {
  id: "gates",
  title: "Gates and routes",
  missing: recording => (candidates(recording).length ? null : "This tape has no rectifier and no pooling on the way to its loss."),
  render({ recording, state, set }) {
    const found = candidates(recording);
    const entry = found.find(one => one.index === Number(state.entry)) ?? found[0];
    const dx = entry.contribution(0);
    const { rows, columns, count } = entry.input(0).value.plane;
    const outputs = entry.value.plane;
    const planes = Math.min(count, outputs.count, dx ? dx.plane.count : count, entry.gradient.plane.count);
    const plane = integer(state, "plane", 0, 0, planes - 1);
    const data = {
      entry, rows, columns, outputs, plane,
      x: entry.input(0).value.planeData(plane), y: entry.value.planeData(plane), dy: entry.gradient.planeData(plane), dx: dx?.planeData(plane),
    };
    return [
      h("div", { class: "bar" },
        choice("Operation", found.map(one => [one.index, `${one.label} ${shape(one.shape)}`]), entry.index, value => set({ entry: value, plane: null, cell: null })),
        choice("Plane", range(planes).map(i => [i, shape(entry.value.planeIndex(i)).replace("]", ", :, :]")]), plane, value => set({ plane: value }))),
      entry.isPooling ? routes(data, state, set) : gates(data),
      entry.value.omission ? h("p", { class: "note" }, entry.value.omission) : null,
    ];
  },
};

function candidates(recording) {
  return recording.entries.filter(entry => entry.gradient && ((entry.name === "relu" && entry.formula) || entry.isPooling));
}

function picture(data, key, title, values, options = {}) {
  const rows = options.rows ?? data.rows;
  const columns = options.columns ?? data.columns;
  const scale = options.scale ?? shared(values);
  const result = grid({
    key, rows, columns, values, scale, dtype: data.entry.dtype, label: key, cell: cellSize(rows, columns, options.share ?? 0.21, 260),
    describe: i => `${key}[${Math.floor(i / columns)}, ${i % columns}] = ${number(values[i], 6)}`, ...options.grid,
  });
  return { ...result, element: figure(title, result.element, legend(scale)) };
}

/** A rectifier: the gate is open where the input is above 0; what comes back passes or is stopped. */
function gates(data) {
  const { x, dy, dx, rows, columns } = data;
  const open = Array.from(x, v => v > 0);
  const closed = range(x.length).filter(i => !open[i]);
  const marks = [];
  const onHover = i => marks.forEach(one => one.mark("chosen", i === null ? [] : [i]));
  const scale = shared(dy, dx);
  const words = i => (open[i] ? "open" : "closed");
  const input = picture(data, "input", ["input ", formula("x")], x, { grid: { onHover } });
  const gate = picture(data, "gate", ["gate ", formula("x > 0")], open.map(Number), {
    grid: { onHover, text: v => (v ? "1" : "0"), describe: i => `gate[${Math.floor(i / columns)}, ${i % columns}] is ${words(i)}: x = ${number(x[i])}` },
  });
  const before = picture(data, "output gradient", ["gradient that comes back ", formula("\\bar y")], dy, { scale, grid: { onHover } });
  marks.push(input, gate, before);
  let after = null;
  if (dx) {
    after = picture(data, "input gradient", ["gradient that passes ", formula("\\bar x")], dx, { scale, grid: { onHover } });
    after.mark("stopped", closed);
    marks.push(after);
  }
  return [
    h("p", { class: "lead" }, "A rectifier is a gate for each cell, open where its input is above 0. An open gate lets the number through forwards and the gradient backwards, both unchanged. A closed gate stops both."),
    h("div", { class: "stage" }, marks.map(one => one.element)),
    formula("y = \\max(x, 0) \\qquad \\bar x = \\begin{cases} \\bar y & x > 0 \\\\ 0 & \\text{else} \\end{cases}", true),
    h("p", {}, `${closed.length} of ${rows * columns} gates are closed on this plane.`),
    dx ? badge(all(range(x.length).map(i => compare([open[i] ? dy[i] : 0], dx[i], data.entry.dtype))), "gradient") : null,
  ];
}

/** A pooling: the routes by which each output's gradient goes back. */
function routes(data, state, set) {
  const pooling = new Pooling(data.entry);
  const { x, y, dy, dx, outputs, rows, columns } = data;
  const selected = integer(state, "cell", 0, 0, y.length - 1);
  const panel = h("section", { class: "panel", "aria-live": "polite" });
  const found = range(y.length).map(o => pooling.routes(o, x, y));
  const sums = range(x.length).map(() => []);
  found.forEach((list, o) => list.forEach(({ cell, part }) => sums[cell].push(part * dy[o])));
  const small = { rows: outputs.rows, columns: outputs.columns };
  const input = picture(data, "input", ["input ", formula("x")], x, { grid: { onHover: null } });
  const output = picture(data, "output", ["output ", formula("y")], y, { ...small, grid: { onHover: i => show(i ?? selected), onSelect: i => set({ cell: i }), start: selected } });
  const before = picture(data, "output gradient", ["gradient that comes back ", formula("\\bar y")], dy, { ...small, grid: { onHover: i => show(i ?? selected), onSelect: i => set({ cell: i }) } });
  const after = dx ? picture(data, "input gradient", ["gradient that goes on ", formula("\\bar x")], dx) : null;

  function show(o) {
    const list = found[o];
    input.mark("reads", pooling.window(o));
    input.mark("chosen", list.map(route => route.cell));
    after?.mark("chosen", list.map(route => route.cell));
    output.mark("chosen", [o]);
    before.mark("chosen", [o]);
    const at = cell => `[${Math.floor(cell / columns)}, ${cell % columns}]`;
    replace(panel,
      h("h2", {}, `y[${Math.floor(o / outputs.columns)}, ${o % outputs.columns}] = ${number(y[o])}`),
      pooling.isMax
        ? h("p", {}, `is x${at(list[0].cell)}, the largest of its window. It alone gets the gradient ${number(dy[o], 5)}; the others get nothing from this window.`)
        : h("p", {}, `is the mean of its window. Each of its ${list.length} cells gets ${number(list[0].part, 3)} of the gradient ${number(dy[o], 5)}.`));
  }
  const page = [
    h("p", { class: "lead" }, pooling.isMax
      ? "The largest cell of each window goes through, and the gradient comes back to that cell alone: the forward pass decides the route. Among equal cells the first wins."
      : "Each window's mean goes through, and its gradient comes back in equal parts."),
    h("div", { class: "stage" }, input.element, output.element, before.element, after?.element, panel),
    dx ? badge(all(range(rows * columns).map(i => compare(sums[i], dx[i], data.entry.dtype))), "gradient") : null,
  ];
  input.mark("winner", pooling.isMax ? found.map(list => list[0].cell) : []);
  show(selected);
  return page;
}
