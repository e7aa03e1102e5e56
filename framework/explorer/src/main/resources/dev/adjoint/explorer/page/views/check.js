import { choice, figure, h, s } from "explorer/dom";
import { count, exact, number, shape } from "explorer/format";
import { formula } from "explorer/formula";
import { unflatten } from "explorer/tensor";

/** Gradients beside finite differences, and why the step must be neither large nor small. */
export const checkView = {
  id: "check",
  title: "Gradient check",
  missing: recording => (recording.checks.length ? null : "No finite differences were computed for this tape."),
  render({ recording, state, set }) {
    const check = recording.checks.find(one => one.entry === Number(state.leaf)) ?? recording.checks[0];
    const leaf = recording.entries[check.entry];
    const floor = check.analytic.reduce((most, g) => Math.max(most, Math.abs(g)), 0) / 1000;
    const errors = check.elements.map((_, i) => (check.kink[i] ? 0 : relative(check.analytic[i], check.numeric[i], floor)));
    const kinks = check.kink.filter(Boolean).length;
    return [
      h("p", { class: "lead" }, "The gradient says how much the loss changes if one number is moved. So move it: the central difference must agree, up to the curvature of the function and the rounding of its value."),
      h("div", { class: "bar" },
        choice("Of", recording.checks.map(one => [one.entry, `${recording.entries[one.entry].label} ${shape(recording.entries[one.entry].shape)}`]), check.entry, value => set({ leaf: value })),
        h("p", { class: "phase" }, `${count(check.elements.length, "element")} compared${check.elements.length < leaf.value.size ? ` of ${leaf.value.size.toLocaleString("en")}` : ""}, `,
          kinks ? `${count(kinks, "kink")}, ` : "", `largest relative error `, h("strong", {}, number(Math.max(0, ...errors), 2)))),
      h("div", { class: "split" },
        h("div", {}, formula("\\bar x_i \\approx \\frac{L(x + h e_i) - L(x - h e_i)}{2h}", true),
          h("div", { class: "table-scroll tall" }, h("table", { class: "numbers check" },
            h("thead", {}, h("tr", {}, ["element", "gradient", "difference", "relative error"].map(text => h("th", {}, text)))),
            h("tbody", {}, check.elements.map((element, i) => h("tr", { class: check.kink[i] ? "kink" : null },
              h("td", {}, shape(unflatten(element, leaf.shape))),
              h("td", { title: exact(check.analytic[i]) }, number(check.analytic[i], 8)),
              h("td", { title: exact(check.numeric[i]) }, number(check.numeric[i], 8)),
              h("td", {}, check.kink[i] ? `kink: ${number(check.left[i], 3)} | ${number(check.right[i], 3)}` : number(errors[i], 2))))))),
          h("p", { class: "note" }, `Differences in float64 with h = ${number(check.step)}. Errors are relative to the larger of both numbers, or to a thousandth of the largest gradient here. At a kink the slopes on the left and on the right differ however small the step, so there is no derivative to agree with.`)),
        check.curve.element < 0 ? h("p", { class: "missing" }, "Every element lies at a kink.") : curve(check, leaf)),
    ];
  },
};

/** The distance of two numbers relative to the larger; to a floor, where both are close to 0. */
function relative(analytic, numeric, floor) {
  const size = Math.max(Math.abs(analytic), Math.abs(numeric), floor);
  return size === 0 ? 0 : Math.abs(analytic - numeric) / size;
}

/** The error against the step, both on logarithmic scales. */
function curve({ curve: data }, leaf) {
  const { line, scaleLog } = globalThis.d3;
  const [width, height, left, bottom] = [460, 330, 62, 44];
  const positive = [...data.float32, ...data.float64].filter(e => e > 0 && Number.isFinite(e));
  const least = Math.min(1e-10, ...positive);
  const x = scaleLog().domain([data.steps[data.steps.length - 1], data.steps[0]]).range([left, width - 12]);
  const y = scaleLog().domain([least, Math.max(1e-2, ...positive)]).range([height - bottom, 12]);
  const place = (error, i) => ({ x: x(data.steps[i]), y: y(Math.max(error, least)) });
  const draw = line().x(p => p.x).y(p => p.y);
  const series = (name, errors) => [
    s("path", { class: "series " + name, d: draw(errors.map(place)) }),
    errors.map((error, i) => s("circle", { class: "series " + name, cx: place(error, i).x, cy: place(error, i).y, r: 3 },
      s("title", {}, `${name}, h = ${number(data.steps[i], 3)}: error ${number(error, 3)}`))),
  ];
  const power = v => { const e = Math.round(Math.log10(v)); return `1e${e < 0 ? "−" + -e : e}`; };
  const every = (scale, gap) => { const [a, b] = scale.domain().map(Math.log10); return globalThis.d3.range(Math.ceil(a / gap) * gap, b + 0.01, gap).map(e => 10 ** e); };
  return figure(`error against the step, at ${leaf.name}${shape(unflatten(data.element, leaf.shape))}`,
    s("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": "error of central differences against their step; numbers in the table below" },
      every(y, 2).map(v => [s("line", { class: "rule", x1: left, x2: width - 12, y1: y(v), y2: y(v) }), s("text", { x: left - 6, y: y(v), class: "tick end" }, power(v))]),
      every(x, 2).map(v => [s("line", { class: "rule", y1: 12, y2: height - bottom, x1: x(v), x2: x(v) }), s("text", { x: x(v), y: height - bottom + 16, class: "tick" }, power(v))]),
      s("text", { x: (left + width) / 2, y: height - 6, class: "tick" }, "step h"),
      series("float32", data.float32), series("float64", data.float64)),
    h("p", { class: "keys" }, h("span", { class: "key float32" }, "float32"), h("span", { class: "key float64" }, "float64"),
      h("span", { class: "note" }, "Errors of 0 are drawn at the lower edge.")),
    h("details", { class: "as-table" }, h("summary", {}, "table"), h("div", { class: "table-scroll" }, h("table", { class: "numbers" },
      h("thead", {}, h("tr", {}, ["h", "float32", "float64"].map(t => h("th", {}, t)))),
      h("tbody", {}, data.steps.map((step, i) => h("tr", {}, [step, data.float32[i], data.float64[i]].map(v => h("td", {}, number(v, 3))))))))),
    h("p", { class: "note" }, "As the step gets smaller, the error first falls with h², because the curvature of the function matters less. Then it grows with 1/h, because the rounding of the loss is divided by a smaller step. float32 rounds 2²⁹ times as coarsely, so its best step is larger, and so is its best error. If the loss is a polynomial of degree 2 in the element, only the rounding is left."));
}
