import { diverging } from "explorer/color";
import { curvatures, descend, limit, lossAt, steepest } from "explorer/descent";
import { figure, h, s } from "explorer/dom";
import { number, shape } from "explorer/format";
import { cellSize, grid, legend } from "explorer/grid";
import { player } from "explorer/player";
import { integer } from "explorer/state";

/** Kernels drawn of one weight, at most. */
const KERNELS = 16;

/** A training run frame by frame: kernels, loss, and for two weights the way down over the loss surface. */
export const filmView = {
  id: "film",
  title: "Training film",
  missing: recording => (recording.film && recording.film.frames.length ? null : "No snapshots of a training run were given for this tape."),
  render({ recording, state, set }) {
    const { film, surface } = recording;
    const last = film.frames.length - 1;
    const step = integer(state, "step", last, 0, last);
    const frame = film.frames[step];
    const descent = surface?.quadratic && film.learningRate ? tryRate(recording, state) : null;
    return [
      h("p", { class: "lead" }, surface
        ? "Each frame is one step of training. The two weights are a point on the plane of all kernels; gradient descent walks down from it, against the gradient."
        : "Each frame shows the kernels and the loss after some training."),
      h("div", { class: "bar" }, player({ step, last, name: "frame", onStep: to => set({ step: to }) }),
        h("p", { class: "phase" }, `After ${frame.step}: loss `, h("strong", {}, number(frame.loss, 6)))),
      h("div", { class: "stage" },
        h("div", { class: surface ? "column" : "column wide" }, film.names.map((name, k) => kernels(name, film.shapes[k], film, k, step)),
          descent ? rateSlider(surface.quadratic, film, descent, set) : null),
        lossCurve(film, step, to => set({ step: to })),
        surface ? landscape(recording, step, descent, set) : null),
      h("details", { class: "as-table" }, h("summary", {}, "table"), h("div", { class: "table-scroll" }, h("table", { class: "numbers" },
        h("thead", {}, h("tr", {}, ["after", "loss"].map(t => h("th", {}, t)))),
        h("tbody", {}, film.frames.map(one => h("tr", {}, h("td", {}, one.step), h("td", {}, number(one.loss, 8)))))))),
    ];
  },
};

function kernels(name, dims, film, k, step) {
  const [rows, columns] = [1, 1, ...dims].slice(-2);
  const size = rows * columns;
  const weights = film.frames[step].weights[k];
  const largest = film.frames.reduce((most, frame) => frame.weights[k].reduce((a, v) => Math.max(a, Math.abs(v)), most), 0);
  const scale = diverging(largest);
  const count = Math.min(KERNELS, weights.length / size);
  const cell = count > 1 ? Math.max(10, Math.min(22, cellSize(rows, columns * 5, 0.4))) : cellSize(rows, columns, 0.3);
  return figure([name, " ", h("span", { class: "shape" }, shape(dims))],
    h("div", { class: "kernels" }, Array.from({ length: count }, (_, i) => grid({
      key: `${name} ${i}`, rows, columns, cell, scale, values: weights.slice(i * size, (i + 1) * size), label: `${name}, kernel ${i}`, table: count === 1,
      describe: j => `${name} kernel ${i}[${Math.floor(j / columns)}, ${j % columns}] = ${number(weights[i * size + j], 6)}`,
    }).element)),
    count * size < weights.length ? h("p", { class: "note" }, `Shown: the first ${count} of ${weights.length / size} kernels.`) : null,
    legend(scale));
}

function lossCurve(film, step, onStep) {
  const { line, scaleLinear, scaleLog } = globalThis.d3;
  const [width, height, left, bottom] = [360, 250, 58, 36];
  const losses = film.frames.map(frame => frame.loss);
  const logarithmic = losses.every(loss => loss > 0) && Math.max(...losses) / Math.min(...losses) > 50;
  const x = scaleLinear().domain([film.frames[0].step, film.frames[film.frames.length - 1].step]).range([left, width - 10]);
  const y = (logarithmic ? scaleLog() : scaleLinear()).domain([logarithmic ? Math.min(...losses) : 0, Math.max(...losses)]).nice().range([height - bottom, 10]);
  const draw = line().x(frame => x(frame.step)).y(frame => y(frame.loss));
  const ticks = logarithmic ? y.ticks(5).filter(v => Math.abs(Math.log10(v) % 1) < 1e-9) : y.ticks(5);
  return figure("loss", s("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": "loss over the training; numbers in the table below" },
    ticks.map(v => [s("line", { class: "rule", x1: left, x2: width - 10, y1: y(v), y2: y(v) }), s("text", { x: left - 6, y: y(v), class: "tick end" }, number(v, 2))]),
    x.ticks(6).filter(Number.isInteger).map(v => s("text", { x: x(v), y: height - bottom + 16, class: "tick" }, v)),
    s("path", { class: "series loss", d: draw(film.frames) }),
    film.frames.map((frame, i) => s("circle", { class: "series loss" + (i === step ? " current" : ""), cx: x(frame.step), cy: y(frame.loss), r: i === step ? 6 : 3.5, onclick: () => onStep(i) }))));
}

/** The loss over the plane of two weights, as bands of equal loss, with the way of the training and of another rate. */
function landscape(recording, step, descent, set) {
  const { film, surface } = recording;
  const { contours, line, scaleLinear } = globalThis.d3;
  const [size, margin] = [330, 34];
  const n = surface.first.length;
  const x = scaleLinear().domain([surface.first[0], surface.first[n - 1]]).range([margin, size - 6]);
  const y = scaleLinear().domain([surface.second[0], surface.second[n - 1]]).range([size - margin, 6]);
  const most = Math.max(...surface.loss);
  const levels = Array.from({ length: 12 }, (_, i) => most * ((i + 1) / 13) ** 2.2);
  const px = u => x(surface.first[0] + (u - 0.5) * (surface.first[1] - surface.first[0]));
  const py = v => y(surface.second[0] + (v - 0.5) * (surface.second[1] - surface.second[0]));
  const ring = points => "M" + points.map(([u, v]) => `${px(u).toFixed(1)},${py(v).toFixed(1)}`).join("L") + "Z";
  const bands = contours().size([n, n]).thresholds([0, ...levels])(surface.loss).map((band, i) =>
    s("path", { class: "band-" + Math.min(12, i), d: band.coordinates.flat().map(ring).join(""), style: `fill-opacity: ${0.08 + 0.07 * i}` }));
  const place = film.names.indexOf(recording.entries[surface.entry].name);
  const trained = place < 0 ? [] : film.frames.slice(0, step + 1).map(frame => frame.weights[place]);
  const path = points => line()(points.map(([u, v]) => [x(u), y(v)]).filter(([a, b]) => Math.abs(a) < 5000 && Math.abs(b) < 5000));
  const dots = (points, name) => points.map(([u, v], i) => s("circle", { class: name + (i === points.length - 1 ? " current" : ""), cx: x(u), cy: y(v), r: i === points.length - 1 ? 5 : 3 }));
  const choose = event => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = [((event.clientX - box.left) / box.width) * size, ((event.clientY - box.top) / box.height) * size];
    set({ start: [x.invert(at[0]), y.invert(at[1])].map(v => v.toFixed(3)).join(",") });
  };
  return figure(descent ? "loss surface: click to start elsewhere" : "loss surface over the two weights",
    s("svg", { class: "chart", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": "bands of equal loss with the way of the training", onclick: descent ? choose : null },
      s("clipPath", { id: "plane" }, s("rect", { x: margin, y: 6, width: size - 6 - margin, height: size - margin - 6 })),
      s("g", { "clip-path": "url(#plane)" }, bands,
        descent ? [s("path", { class: "way tried", d: path(descent.points) }), dots(descent.points, "way tried")] : null,
        s("path", { class: "way trained", d: path(trained) }), dots(trained, "way trained")),
      x.ticks(5).map(v => s("text", { x: x(v), y: size - margin + 16, class: "tick" }, number(v, 2))),
      y.ticks(5).map(v => s("text", { x: margin - 5, y: y(v), class: "tick end" }, number(v, 2)))),
    h("p", { class: "keys" }, h("span", { class: "key trained" }, "recorded training"), descent ? h("span", { class: "key tried" }, "your rate and start") : null));
}

/** Gradient descent with the rate and from the start that the reader chose. */
function tryRate({ film, surface, entries }, state) {
  const place = Math.max(0, film.names.indexOf(entries[surface.entry].name));
  const rate = Number(state.rate) || film.learningRate;
  const chosen = (state.start ?? "").split(",").map(Number);
  const start = chosen.length === 2 && chosen.every(Number.isFinite) ? chosen : beside(surface.quadratic, film.frames[0].weights[place]);
  const points = descend(surface.quadratic, start, rate, film.frames.length - 1);
  return { rate, start, points, loss: lossAt(surface.quadratic, points[points.length - 1]) };
}

/** A start a quarter beside another, across the valley, so that the steep direction has a part. */
function beside(quadratic, [u, v]) {
  const [a, b] = steepest(quadratic);
  return [u + a / 4, v + b / 4];
}

function rateSlider(quadratic, film, { rate, start, points, loss }, set) {
  const most = limit(quadratic);
  const [steep, flat] = curvatures(quadratic);
  const verdict = rate > most ? "Each step lands farther away than it came from: the loss grows without end."
    : rate === most ? "The step jumps from one side of the valley to the other for ever."
      : rate > 1 / steep ? "It jumps across the valley, but closer each time." : "It goes down without crossing the valley.";
  return h("section", { class: "panel" },
    h("label", { class: "rate" }, `learning rate ${number(rate, 4)} `,
      h("input", { type: "range", min: 0.001, max: (most * 1.2).toFixed(4), step: 0.0002, value: rate, "data-key": "rate", oninput: event => set({ rate: event.target.value }) })),
    h("p", {}, verdict, ` From (${start.map(v => number(v, 3)).join(", ")}), the loss after ${points.length - 1} steps is `, h("strong", {}, number(loss, 4)), "."),
    h("p", { class: "note" }, `The curvature of the surface is ${number(steep)} across the valley and ${number(flat)} along it. A step of rate r multiplies the distance across by 1 − ${number(steep)} r, which shrinks it only while r < 2/${number(steep)} = 1/${number(steep / 2)} = ${number(most, 4)}. The training took ${number(film.learningRate)}.`));
}
