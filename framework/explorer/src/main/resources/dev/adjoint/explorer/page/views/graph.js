import { h, s } from "explorer/dom";
import { count, shape } from "explorer/format";
import { player } from "explorer/player";
import { integer } from "explorer/state";
import { Walk } from "explorer/views/tape";
import { tensorPanel } from "explorer/views/tensor-panel";

/** Graphs of more nodes are laid out around the chosen one only. */
const NEIGHBOURHOOD = 80;

/** The tape as a graph: what was computed from what; a node opens its value and gradient. */
export const graphView = {
  id: "graph",
  title: "Graph",
  render({ recording, state, set }) {
    const walk = new Walk(recording);
    const step = integer(state, "step", walk.last, 0, walk.last);
    const chosen = integer(state, "entry", walk.entryAt(step), 0, recording.entries.length - 1);
    const entry = recording.entries[chosen];
    const nodes = neighbourhood(recording, chosen);
    const plane = integer(state, "plane", 0);
    return [
      h("div", { class: "bar" },
        player({ step, last: walk.last, name: "step", onStep: to => set({ step: to, entry: walk.entryAt(to) }) }),
        h("p", { class: "phase" }, walk.describe(step))),
      nodes.length < recording.entries.length
        ? h("p", { class: "note" }, `Drawn: the ${nodes.length} entries around ${entry.label}, of ${recording.entries.length}.`) : null,
      h("div", { class: "split" },
        h("div", {}, h("div", { class: "graph-scroll" }, draw(recording, nodes, walk, step, chosen, index => set({ entry: index }))), key()),
        h("section", { class: "details", "aria-label": "Node" },
          h("h2", {}, entry.label),
          h("p", { class: "facts" }, `${shape(entry.shape)} ${entry.dtype}, ${count(entry.value.size, "element")}. `,
            h("a", { href: "#", onclick: event => { event.preventDefault(); set({ view: "tape", entry: chosen }); } }, "Show on the tape")),
          h("div", { class: "pictures" },
            tensorPanel({ title: "value", key: "value", tensor: entry.value, plane, share: 0.22, tallest: 200, onPlane: p => set({ plane: p }) }),
            !entry.gradient ? h("p", { class: "note" }, "The loss does not depend on it, so it has no gradient.")
              : walk.hasGradient(chosen, step) ? tensorPanel({ title: "gradient", key: "gradient", tensor: entry.gradient, plane, share: 0.22, tallest: 200, onPlane: p => set({ plane: p }) })
                : h("p", { class: "note" }, "Its gradient is not known at this step.")))),
      h("details", { class: "as-table" }, h("summary", {}, "the graph as text"),
        h("ul", {}, nodes.map(index => {
          const one = recording.entries[index];
          return h("li", {}, one.label, one.inputs.length ? " from " + one.inputs.map((_, k) => one.input(k).label).join(", ") : ", given");
        }))),
    ];
  },
};

/** The entries to draw: all, or those nearest to the chosen one. */
function neighbourhood(recording, chosen) {
  const all = recording.entries.map(entry => entry.index);
  if (all.length <= NEIGHBOURHOOD) {
    return all;
  }
  const found = new Set([chosen]);
  for (const index of found) {
    if (found.size >= NEIGHBOURHOOD) {
      break;
    }
    recording.entries[index].inputs.forEach(source => found.add(source));
    recording.consumers[index].forEach(use => found.add(use.entry));
  }
  return [...found].slice(0, NEIGHBOURHOOD).sort((a, b) => a - b);
}

function layout(recording, nodes) {
  const { dagre } = globalThis;
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 18, ranksep: 26, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const drawn = new Set(nodes);
  for (const index of nodes) {
    const entry = recording.entries[index];
    graph.setNode(String(index), { width: Math.max(70, 7.6 * Math.max(entry.name.length, shape(entry.shape).length) + 18), height: 40 });
    entry.inputs.forEach((source, k) => drawn.has(source) && graph.setEdge(String(source), String(index), {}, String(k)));
  }
  dagre.layout(graph);
  return graph;
}

function draw(recording, nodes, walk, step, chosen, onChoose) {
  const graph = layout(recording, nodes);
  const { width, height } = graph.graph();
  const line = globalThis.d3.line().x(p => p.x).y(p => p.y).curve(globalThis.d3.curveBasis);
  const edges = graph.edges().map(edge => {
    const back = walk.hasGradient(Number(edge.w), step) && recording.entries[Number(edge.v)].gradient;
    return s("path", {
      d: line(graph.edge(edge).points), class: `edge ${back ? "back" : ""} ${walk.hasValue(Number(edge.w), step) ? "" : "future"}`,
      "marker-end": back ? null : "url(#arrow)", "marker-start": back ? "url(#arrow-back)" : null,
    });
  });
  const current = walk.entryAt(step);
  const boxes = nodes.map(index => {
    const entry = recording.entries[index];
    const { x, y, width: w, height: hh } = graph.node(String(index));
    return s("g", {
      class: ["node", entry.kind.toLowerCase(), index === recording.loss ? "loss" : "", index === chosen ? "chosen" : "", index === current ? "current" : "",
        walk.hasValue(index, step) ? "" : "future", walk.hasGradient(index, step) ? "known" : ""].join(" "),
      transform: `translate(${x - w / 2}, ${y - hh / 2})`, tabindex: 0, role: "button", "aria-label": `${entry.label}, ${shape(entry.shape)}`,
      "data-key": "node " + index, "data-node": index,
      onclick: () => onChoose(index),
      onkeydown: event => event.key === "Enter" && onChoose(index),
    },
      s("rect", { width: w, height: hh, rx: entry.kind === "OPERATION" ? 18 : 4 }),
      s("text", { x: w / 2, y: 16 }, entry.name),
      s("text", { x: w / 2, y: 31, class: "small" }, shape(entry.shape)));
  });
  return s("svg", { class: "graph", viewBox: `0 0 ${width} ${height}`, width, height },
    s("defs", {}, marker("arrow", "M0,0 L8,4 L0,8 z", 8), marker("arrow-back", "M8,0 L0,4 L8,8 z", 0)), edges, boxes);
}

function marker(id, path, reference) {
  return s("marker", { id, viewBox: "0 0 8 8", refX: reference, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, s("path", { d: path }));
}

function key() {
  const item = (kind, text) => h("span", { class: "key " + kind }, text);
  return h("p", { class: "keys" }, item("parameter", "parameter"), item("constant", "constant"), item("operation", "operation"), item("loss", "loss"), item("back", "gradient flowing back"));
}
