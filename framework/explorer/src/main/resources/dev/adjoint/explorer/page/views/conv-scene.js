import { inside } from "explorer/arithmetic";
import { range } from "explorer/convolution";
import { choice, h } from "explorer/dom";
import { all } from "explorer/equality";
import { count, number, shape } from "explorer/format";
import { grid } from "explorer/grid";
import { integer } from "explorer/state";

/** What the four views of a convolution share: the choice of one, of its image, channel and filter, and its grids. */

/** Passes of more products are not recomputed as a whole, only cell by cell. */
const WORK = 400_000;

export function missingConvolution(recording) {
  return recording.convolutions.length
    ? null
    : "This tape has no convolution of one or two axes on the way to its loss.";
}

/** The convolution chosen by the state, with controls to choose another. */
export function scene({ recording, state, set }) {
  const conv = recording.convolutions.find(one => one.entry.index === Number(state.entry)) ?? recording.convolutions[0];
  const n = integer(state, "image", 0, 0, Math.max(0, conv.keptImages - 1));
  const filter = integer(state, "filter", 0, 0, conv.filters - 1);
  const channels = conv.channelsOf(filter);
  const channel = integer(state, "channel", channels[0], channels[0], channels[channels.length - 1]);
  const pick = key => value => set({ [key]: value });
  const controls = h("div", { class: "bar" },
    choice("Convolution", recording.convolutions.map(one => [one.entry.index, `${one.entry.label} ${shape(one.w.shape)}`]), conv.entry.index,
      value => set({ entry: value, filter: null, channel: null, image: null, cell: null, step: null })),
    choice("Image", range(conv.keptImages).map(i => [i, i]), n, pick("image")),
    choice("Filter", range(conv.filters).map(i => [i, conv.groups > 1 ? `${i} (group ${conv.group(i)})` : i]), filter,
      value => set({ filter: value, channel: null })),
    choice("Channel", channels.map(i => [i, i]), channel, pick("channel")),
    h("span", { class: "geometry" }, geometryText(conv)));
  const omission = conv.keptImages > 0 ? null
    : h("p", { class: "missing" }, `This convolution's tensors are too big for the page: ${[["input", conv.x], ["weight", conv.w], ["output", conv.y]]
      .filter(([, t]) => !t.whole).map(([name, t]) => name + ": " + t.omission).join(" ")} Write the page with a larger limit of elements.`);
  return { conv, n, filter, channel, controls, omission };
}

function geometryText(conv) {
  const axes = conv.rank === 2 ? [conv.height, conv.width] : [conv.width];
  const each = key => {
    const values = axes.map(axis => axis[key]);
    return values.every(v => v === values[0]) ? values[0] : values.join("×");
  };
  const padding = axes.map(a => (a.before === a.after ? a.before : `${a.before}+${a.after}`));
  return `kernel ${axes.map(a => a.kernel).join("×")}, stride ${each("stride")}, padding ${padding.every(p => p === padding[0]) ? padding[0] : padding.join("×")}, dilation ${each("dilation")}`
    + (conv.groups > 1 ? `, ${conv.groups} groups` : "");
}

/** Places in the input with its padding around it. */
export class Frame {
  constructor(conv) {
    this.conv = conv;
    this.top = -conv.height.before;
    this.left = -conv.width.before;
    this.rows = conv.height.before + conv.height.input + conv.height.after;
    this.columns = conv.width.before + conv.width.input + conv.width.after;
  }

  place(row, column) {
    return (row - this.top) * this.columns + (column - this.left);
  }

  at(place) {
    return { row: Math.floor(place / this.columns) + this.top, column: (place % this.columns) + this.left };
  }

  isInside(place) {
    const { row, column } = this.at(place);
    return inside(this.conv.height, row) && inside(this.conv.width, column);
  }

  /** The flat place in the input itself; only for what is inside. */
  cell(place) {
    const { row, column } = this.at(place);
    return row * this.conv.width.input + column;
  }

  /** A value for each place, from one for each input cell. */
  frame(values) {
    return range(this.rows * this.columns).map(i => (this.isInside(i) ? values[this.cell(i)] : 0));
  }
}

/** A grid over the padded input: padding is hatched, cells that no window reads are marked. */
export function inputGrid(frame, values, options) {
  const coverage = frame.conv.coverage();
  return grid({
    rows: frame.rows, columns: frame.columns, values: frame.frame(values), dtype: frame.conv.dtype,
    kinds: i => (!frame.isInside(i) ? "padding" : coverage[frame.cell(i)] === 0 ? "untouched" : null),
    ...options,
    describe: i => {
      const { row, column } = frame.at(i);
      return frame.isInside(i) ? options.describe(row, column, frame.cell(i)) : `padding at row ${row}, column ${column}: 0`;
    },
    onHover: i => options.onHover?.(i !== null && frame.isInside(i) ? frame.cell(i) : null),
    onSelect: i => frame.isInside(i) && options.onSelect?.(frame.cell(i)),
  });
}

/** The place of the largest absolute value: the first worth looking at. */
export function largest(values) {
  return values.reduce((best, value, i) => (Math.abs(value) > Math.abs(values[best]) ? i : best), 0);
}

/** The numbers and the signs between them: a b + c d + ... = sum. */
export function sumLine(terms, factors, sum, most = 10) {
  const shown = terms.slice(0, most);
  const wrap = v => (v < 0 ? `(${number(v, 3)})` : number(v, 3));
  const text = shown.map(term => { const [a, b] = factors(term); return `${wrap(a)}·${wrap(b)}`; }).join(" + ");
  const rest = terms.length > most ? ` + … (${count(terms.length - most, "more product")})` : "";
  return h("p", { class: "sum" }, terms.length ? text + rest : "no products", ` = `, h("strong", {}, number(sum, 6)));
}

/** Says whether a recomputed number, or many, equal what was recorded. */
export function badge(comparison, what) {
  const words = comparison.count === 1 && comparison.recorded !== undefined
    ? `recorded: ${number(comparison.recorded, 6)}`
    : `${count(comparison.count, what)} recomputed here, largest difference ${comparison.error === 0 ? "0" : number(comparison.error, 2)}`;
  return h("p", { class: "badge " + (comparison.equal ? "equal" : "unequal"), "data-equal": String(comparison.equal) },
    comparison.equal ? "✓ " : "✗ differs from the tape! ", words);
}

/** A badge for a whole picture, or a note that it is too much to recompute at once. */
export function wholeBadge(conv, what, compareAll) {
  return conv.multiplyAdds * conv.keptImages <= WORK
    ? badge(all(compareAll()), what)
    : h("p", { class: "note" }, `${count(conv.multiplyAdds, "product")}: recomputed cell by cell as you choose them, not as a whole.`);
}
