import { h, s } from "explorer/dom";
import { bytes, count, number, shape } from "explorer/format";
import { diverging } from "explorer/color";
import { formula } from "explorer/formula";
import { player } from "explorer/player";
import { integer } from "explorer/state";
import { tensorPanel } from "explorer/views/tensor-panel";

/** Thumbnails are drawn for tapes up to this length. */
const SHORT_TAPE = 300;

/** The recorded operations as a list, walked forwards as they were recorded and then backwards as gradients flow. */
export const tapeView = {
  id: "tape",
  title: "Tape",
  render({ recording, state, set }) {
    const walk = new Walk(recording);
    const step = integer(state, "step", walk.last, 0, walk.last);
    const chosen = integer(state, "entry", walk.entryAt(step), 0, recording.entries.length - 1);
    const go = to => set({ step: to, entry: walk.entryAt(to) });
    return [
      recording.description ? h("p", { class: "lead" }, recording.description) : null,
      recording.notes.map(note => h("p", { class: "note" }, note)),
      h("div", { class: "bar" },
        player({ step, last: walk.last, name: "step", onStep: go }),
        h("p", { class: "phase" }, walk.describe(step))),
      h("div", { class: "split" },
        list(recording, walk, step, chosen, index => set({ entry: index })),
        details(recording.entries[chosen], walk, step, state, set)),
    ];
  },
};

/** Forwards over all entries, then backwards over those that lead to the loss. */
export class Walk {
  constructor(recording) {
    this.recording = recording;
    this.back = recording.entries.filter(entry => entry.gradient).map(entry => entry.index).reverse();
    this.forward = recording.entries.length;
    this.last = this.forward + this.back.length - 1;
  }

  isBackward(step) {
    return step >= this.forward;
  }

  entryAt(step) {
    return this.isBackward(step) ? this.back[step - this.forward] : step;
  }

  hasValue(index, step) {
    return this.isBackward(step) || index <= step;
  }

  hasGradient(index, step) {
    const place = this.back.indexOf(index);
    return place >= 0 && this.isBackward(step) && place <= step - this.forward;
  }

  describe(step) {
    const entry = this.recording.entries[this.entryAt(step)];
    if (!this.isBackward(step)) {
      return `Forwards: ${entry.label} ${entry.isLeaf ? "is given" : "is computed from " + sources(entry)}.`;
    }
    if (entry.index === this.recording.loss) {
      return `Backwards: the gradient of the loss with respect to itself is 1.`;
    }
    const from = this.recording.consumers[entry.index]
      .map(use => this.recording.entries[use.entry]).filter(one => one.gradient);
    return `Backwards: ${entry.label} has its whole gradient, passed on by ${[...new Set(from.map(one => one.label))].join(" and ")}.`;
  }
}

function sources(entry) {
  return entry.inputs.map((_, k) => entry.input(k).label).join(" and ");
}

function list(recording, walk, step, chosen, onChoose) {
  const current = walk.entryAt(step);
  const thumbnails = recording.entries.length <= SHORT_TAPE;
  const row = entry => h("tr", {
    class: [
      entry.kind.toLowerCase(), entry.index === chosen ? "chosen" : "", entry.index === current ? "current" : "",
      walk.hasValue(entry.index, step) ? "" : "future",
    ].join(" "),
    onclick: () => onChoose(entry.index),
  },
    h("td", { class: "index" }, entry.index),
    h("td", { class: "name" }, h("button", { type: "button", class: "link", "data-key": "entry " + entry.index }, entry.name), entry.index === recording.loss ? h("span", { class: "tag" }, "loss") : null),
    h("td", { class: "sources" }, entry.inputs.join(", ")),
    h("td", {}, shape(entry.shape)),
    h("td", { class: "wider" }, entry.dtype),
    h("td", { class: "wide right" }, bytes(entry.bytes)),
    h("td", {}, thumbnails && walk.hasValue(entry.index, step) ? thumbnail(entry.value) : null),
    h("td", {}, thumbnails && walk.hasGradient(entry.index, step) ? thumbnail(entry.gradient) : null));
  return h("div", { class: "table-scroll tape" }, h("table", {},
    h("thead", {}, h("tr", {}, ["#", "operation", "of", "shape"].map(text => h("th", {}, text)),
      h("th", { class: "wider" }, "type"), h("th", { class: "wide" }, "memory"), h("th", {}, "value"), h("th", {}, "gradient"))),
    h("tbody", {}, recording.entries.map(row))));
}

/** The first plane of a tensor, very small. */
function thumbnail(tensor) {
  const { rows, columns, count: planes } = tensor.plane;
  if (planes === 0) {
    return null;
  }
  const shownRows = Math.min(rows, 12);
  const shownColumns = Math.min(columns, 24);
  const data = tensor.planeData(0);
  const scale = diverging(tensor.largest);
  const cell = Math.max(2, Math.min(8, Math.floor(24 / shownRows), Math.floor(48 / shownColumns)));
  const picture = s("svg", { class: "thumbnail", width: shownColumns * cell, height: shownRows * cell, "aria-hidden": "true" });
  for (let r = 0; r < shownRows; r++) {
    for (let c = 0; c < shownColumns; c++) {
      picture.append(s("rect", { x: c * cell, y: r * cell, width: cell, height: cell, fill: scale.color(data[r * columns + c]) }));
    }
  }
  return tensor.size === 1 ? h("span", { class: "scalar" }, number(data[0])) : picture;
}

function details(entry, walk, step, state, set) {
  const plane = integer(state, "plane", 0);
  const uses = entry.recording.consumers[entry.index];
  const link = (index, text) => h("a", { href: "#", onclick: event => { event.preventDefault(); set({ entry: index }); } }, text);
  return h("section", { class: "details", "aria-label": "Entry" },
    h("h2", {}, entry.label),
    h("p", { class: "facts" },
      `${shape(entry.shape)} ${entry.dtype}, ${count(entry.value.size, "element")}, ${bytes(entry.bytes)}`,
      entry.multiplyAdds ? `, ${count(entry.multiplyAdds, "multiplication")} with additions` : "",
      entry.settings ? h("span", { class: "settings" }, entry.settings) : null),
    entry.formula ? formula(entry.formula.value, true) : null,
    entry.formula ? entry.formula.gradients.map(g => formula(g, true)) : null,
    entry.inputs.length ? h("p", {}, "From ", entry.inputs.map((source, k) => [k ? ", " : "", "abcdefgh"[k] ?? k, " = ", link(source, entry.input(k).label)])) : null,
    uses.length ? h("p", {}, "Used by ", uses.map((use, k) => [k ? ", " : "", link(use.entry, entry.recording.entries[use.entry].label)])) : null,
    h("p", {}, h("a", { href: "#", onclick: event => { event.preventDefault(); set({ view: "graph", entry: entry.index }); } }, "Show in the graph")),
    h("div", { class: "pictures" },
      walk.hasValue(entry.index, step)
        ? tensorPanel({ title: "value", key: "value", tensor: entry.value, plane, share: 0.22, tallest: 160, onPlane: p => set({ plane: p }) }) : null,
      entry.gradient && walk.hasGradient(entry.index, step)
        ? tensorPanel({ title: "gradient", key: "gradient", tensor: entry.gradient, plane, share: 0.22, tallest: 160, onPlane: p => set({ plane: p }) })
        : entry.gradient ? null : h("p", { class: "note" }, "The loss does not depend on it, so it has no gradient.")));
}
