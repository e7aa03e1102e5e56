import { diverging } from "explorer/color";
import { choice, figure, h } from "explorer/dom";
import { compare } from "explorer/equality";
import { count, number, shape } from "explorer/format";
import { formula } from "explorer/formula";
import { cellSize, grid, legend } from "explorer/grid";
import { Paths } from "explorer/paths";
import { integer } from "explorer/state";
import { unflatten } from "explorer/tensor";
import { badge } from "explorer/views/conv-scene";

/** So many paths are listed one by one. */
const LISTED = 60;

const known = new WeakMap();

/** Every path from one element to the loss: the products along them add up to its gradient. */
export const pathView = {
  id: "path",
  title: "One path",
  missing: recording => (leaves(recording).length ? null : "No leaf of this tape leads to its loss."),
  render({ recording, state, set }) {
    if (!known.has(recording)) {
      known.set(recording, new Paths(recording));
    }
    const paths = known.get(recording);
    const leaf = leaves(recording).find(entry => entry.index === Number(state.leaf)) ?? leaves(recording)[0];
    const element = integer(state, "cell", steepest(leaf, recording.checks.find(one => one.entry === leaf.index)), 0, leaf.value.data.length - 1);
    const walked = readWalk(paths, leaf.index, element, state.path);
    const total = paths.count(leaf.index, element);
    const gradient = leaf.gradient.atFlat(element);
    return [
      h("p", { class: "lead" }, "The chain rule, spelled out: a number reaches the loss along many paths. Along each, the local derivatives multiply; over all paths, the products add up to the gradient."),
      h("div", { class: "bar" },
        choice("From", leaves(recording).map(entry => [entry.index, `${entry.label} ${shape(entry.shape)}`]), leaf.index, value => set({ leaf: value, cell: null, path: null })),
        h("p", { class: "phase" }, `${elementName(leaf, element)}: `, total === null ? "" : h("strong", {}, count(total, "path")), total === null ? "" : " to the loss on which no derivative is 0")),
      h("div", { class: "split path" },
        h("div", {}, leafPicture(leaf, element, state, set), difference(recording, leaf, element, gradient)),
        h("div", {}, walk(recording, paths, leaf, element, walked, set), total !== null && total <= LISTED ? everyPath(recording, paths, leaf, element, gradient)
          : h("p", { class: "note" }, total === null ? "An operation on the way keeps no local derivatives on this page, so the paths are followed step by step only." : `${count(total, "path")} are too many to list; follow one step by step.`))),
    ];
  },
};

function leaves(recording) {
  return recording.entries.filter(entry => entry.isLeaf && entry.gradient && entry.name !== "constant" && entry.value.whole);
}

/** The element with the largest gradient, of those that have a finite difference if any have. */
function steepest(leaf, check) {
  const candidates = check ? check.elements.filter((_, i) => !check.kink[i]) : [...leaf.gradient.data.keys()];
  return candidates.reduce((best, i) => (Math.abs(leaf.gradient.data[i]) > Math.abs(leaf.gradient.data[best]) ? i : best), candidates[0] ?? 0);
}

function elementName(entry, element) {
  return entry.name + (entry.shape.length ? shape(unflatten(element, entry.shape)) : "");
}

function leafPicture(leaf, element, state, set) {
  const { rows, columns, count: planes } = leaf.gradient.plane;
  const plane = Math.floor(element / (rows * columns));
  const values = leaf.gradient.planeData(plane);
  const scale = diverging(leaf.gradient.largest);
  const picture = grid({
    key: "leaf", rows, columns, values, scale, dtype: leaf.dtype, label: `gradient of ${leaf.name}`, cell: cellSize(rows, columns, 0.45, 240),
    start: element % (rows * columns),
    describe: i => `gradient of ${elementName(leaf, plane * rows * columns + i)} = ${number(values[i], 6)}`,
    onSelect: i => set({ cell: plane * rows * columns + i, path: null }),
  });
  picture.mark("chosen", [element % (rows * columns)]);
  return figure([`gradient of ${leaf.name}: choose a cell`],
    planes > 1 ? choice("plane", Array.from({ length: planes }, (_, i) => [i, shape(leaf.gradient.planeIndex(i)).replace("]", ", :, :]")]), plane,
      value => set({ cell: value * rows * columns, path: null })) : null,
    picture.element, legend(scale));
}

/** The finite difference beside the gradient, where one was computed. */
function difference(recording, leaf, element, gradient) {
  const check = recording.checks.find(one => one.entry === leaf.index);
  const place = check ? check.elements.indexOf(element) : -1;
  return h("p", {}, "Gradient ", h("strong", {}, number(gradient, 8)),
    place < 0 ? h("span", { class: "note" }, "; no finite difference was computed for this element")
      : [", finite difference ", h("strong", {}, number(check.numeric[place], 8)), check.kink[place] ? " (at a kink)" : ""],
    formula("\\quad \\frac{L(x+h) - L(x-h)}{2h}"));
}

/** The path so far: the steps that the state names, as far as they exist. */
function readWalk(paths, leaf, element, text) {
  const steps = [];
  let from = { entry: leaf, element };
  for (const part of (text ?? "").split("~").filter(Boolean)) {
    const [entry, input, place] = part.split(".").map(Number);
    const step = paths.next(from.entry, from.element)?.find(one => one.entry === entry && one.input === input && one.element === place);
    if (!step) {
      break;
    }
    steps.push(step);
    from = step;
  }
  return steps;
}

function writeWalk(steps) {
  return steps.map(step => `${step.entry}.${step.input}.${step.element}`).join("~") || null;
}

function walk(recording, paths, leaf, element, steps, set) {
  const entries = recording.entries;
  const here = steps.length ? steps[steps.length - 1] : { entry: leaf.index, element };
  const arrived = here.entry === recording.loss;
  const product = steps.reduce((total, step) => total * step.derivative, 1);
  const next = arrived ? [] : paths.next(here.entry, here.element);
  const go = to => set({ path: writeWalk(to) });
  const crumbs = [{ name: elementName(leaf, element), steps: [] }, ...steps.map((step, i) => ({ name: elementName(entries[step.entry], step.element), steps: steps.slice(0, i + 1), step }))];
  const terms = (next ?? []).map(step => ({ ...step, gradient: entries[step.entry].gradient.atFlat(step.element) }))
    .sort((a, b) => Math.abs(b.derivative * b.gradient) - Math.abs(a.derivative * a.gradient));
  const kept = terms.every(term => term.gradient !== undefined);
  return h("section", { class: "panel wide" },
    h("h2", {}, "Step by step"),
    h("p", { class: "crumbs" }, crumbs.map((crumb, i) => [
      crumb.step ? h("span", { class: "factor" }, ` ×${number(crumb.step.derivative)} → `) : null,
      i === crumbs.length - 1 ? h("strong", {}, crumb.name) : h("button", { type: "button", class: "link", onclick: () => go(crumb.steps) }, crumb.name)])),
    steps.length ? h("p", {}, `Product along this path: `, h("strong", {}, number(product, 6))) : null,
    arrived ? h("p", { class: "badge equal" }, "The loss is reached: this product is one summand of the gradient.")
      : next === null ? h("p", { class: "note" }, "The local derivatives of the operations that use it are not on this page.")
        : terms.length === 0 ? h("p", {}, "No path leads on: nothing on the way to the loss depends on it here, so its gradient is 0.")
          : h("div", { class: "table-scroll" }, h("table", { class: "terms steps" },
            h("thead", {}, h("tr", {}, ["goes on to", "local derivative", "× gradient there", "="].map(text => h("th", {}, text)))),
            h("tbody", {}, terms.slice(0, 200).map(term => h("tr", {},
              h("td", {}, h("button", { type: "button", class: "link go", onclick: () => go([...steps, term]) }, "#" + term.entry + " " + elementName(entries[term.entry], term.element))),
              h("td", {}, number(term.derivative)), h("td", {}, number(term.gradient)), h("td", {}, number(term.derivative * term.gradient, 5))))))),
    terms.length && kept ? badge(compare(terms.map(t => t.derivative * t.gradient), entries[here.entry].gradient.atFlat(here.element), entries[here.entry].dtype)) : null);
}

function everyPath(recording, paths, leaf, element, gradient) {
  const all = paths.all(leaf.index, element, LISTED);
  return h("section", { class: "panel wide" },
    h("h2", {}, "Every path"),
    all.length === 0 ? h("p", {}, "None: every local derivative on the way is 0, or nothing reads this cell.") : null,
    h("div", { class: "table-scroll" }, h("ul", { class: "paths" }, all.map(path => h("li", {},
      elementName(leaf, element), path.steps.map(step => [" ", h("span", { class: "stop" }, h("span", { class: "factor" }, `×${number(step.derivative)} → `), elementName(recording.entries[step.entry], step.element))]),
      " = ", h("strong", {}, number(path.product, 6)))))),
    h("p", {}, "Sum: ", h("strong", {}, number(all.reduce((total, path) => total + path.product, 0), 8))),
    badge(compare(all.map(path => path.product), gradient, leaf.dtype)));
}
